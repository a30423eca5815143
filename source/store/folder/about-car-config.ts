import {keyList} from '../../domain/config/keys.js';
import {yamlText} from '../../domain/ticket/yaml-value.js';

/** The column where remarks begin. */
const remarkAt = 38;

const withRemark = (line: string, remark: string | undefined): string => remark === undefined ? line : `${line.padEnd(remarkAt)}# ${remark}`;

/** The keys of `ticket_flow`, each below its sentence; the first is no comment. */
const ticketFlow = (defaultAgent: string): string => keyList.filter(({section}) => section === 'ticket_flow').flatMap(({last, builtIn, shown, above, beside}, index) => [
	...above === undefined ? [] : [...index === 0 ? [] : [''], `  # ${above}`],
	index === 0 ? `  ${last}: ${yamlText(defaultAgent)}` : withRemark(`  # ${last}: ${shown ?? String(builtIn)}`, beside),
]).join('\n');

/** Every other section, each a comment as a whole. */
const otherSections = (): string => keyList.filter(({section}) => section !== 'ticket_flow').map(({section, last, builtIn, shown, above, beside}, index, all) => [
	...all[index - 1]?.section === section ? [] : [`\n${withRemark(`# ${section}:`, above)}`],
	withRemark(`#   ${last}: ${shown ?? String(builtIn)}`, beside),
].join('\n')).join('\n');

/** The `config.yml` of a new state folder: the agent that was found, and every other key as a comment with its default. */
export const commentedConfig = (defaultAgent: string): string => `# Settings of car for this repository, on this machine only (git ignores this folder).
#
# What holds is, each line overriding the one before:
#   built in  <  ~/.config/codex-autorunner/config.yml  <  codex-autorunner.yml at the top of the repository  <  this file  <  flags
#
# Take the "# " away from a key AND from the section it belongs to. The values shown are the built-in ones, except where it says "example".
# car doctor checks this file; a wrong key is an error that names its line.

ticket_flow:
${ticketFlow(defaultAgent)}

# agents:
#   claude:
#     model: opus                     # example; a ticket's own "model" comes first
#     access: write                   # read, write; full only in your own file in ~/.config
#   script:                           # example: any program is an agent; the prompt comes on its standard input
#     type: command
#     command: [./tools/agent.sh, --quiet]
#     env: {LEVEL: "2"}
#     env_pass: [MY_TOKEN]            # variables of your environment that it may see
${otherSections()}
`;
