import {yamlText} from '../../domain/ticket/yaml-value.js';

/** The `config.yml` of a new state folder: the agent that was found, and every other key as a comment with its default. */
export const commentedConfig = (defaultAgent: string): string => `# Settings of car for this repository, on this machine only (git ignores this folder).
#
# What holds is, each line overriding the one before:
#   built in  <  ~/.config/codex-autorunner/config.yml  <  codex-autorunner.yml at the top of the repository  <  this file  <  flags
#
# Take the "# " away from a key AND from the section it belongs to. The values shown are the built-in ones, except where it says "example".
# car doctor checks this file; a wrong key is an error that names its line.

ticket_flow:
  # The agent that new tickets are written for: codex, opencode, claude, gemini, demo, or one named under "agents" below.
  default_agent: ${yamlText(defaultAgent)}

  # A ticket that needs more turns than this rests until you say go on; likewise the whole run (no limit by itself).
  # max_ticket_turns: 20
  # max_total_turns: 200              # example

  # How often an agent is asked again to mend a broken ticket, a refused commit, a failed check.
  # max_lint_retries: 3
  # max_commit_retries: 2
  # max_verify_retries: 3

  # Commands that must pass before a done ticket counts as proven; a ticket's own "verify" comes first. In seconds: the limit of each.
  # verify: ["npm test"]              # example
  # verify_timeout_seconds: 600

  # Commit after every turn of a ticket that is not done yet; and who commits a finished ticket: car or agent.
  # auto_commit: true
  # commit: car

  # One conversation with the agent for each ticket, or a new one each turn: ticket or turn.
  # conversation: ticket

  # When an agent asks you something: wait for the answer, or go on with the next ticket meanwhile (wait or next).
  # on_question: wait

# agents:
#   claude:
#     model: opus                     # example; a ticket's own "model" comes first
#     access: write                   # read, write; full only in your own file in ~/.config
#   script:                           # example: any program is an agent; the prompt comes on its standard input
#     type: command
#     command: [./tools/agent.sh, --quiet]
#     env: {LEVEL: "2"}
#     env_pass: [MY_TOKEN]            # variables of your environment that it may see

# prompt:
#   max_bytes: 262144
#   previous_ticket: true             # the ticket before goes into the prompt

# approvals:
#   deny_after: 10m                   # an agent's request that nobody answered is denied then; or never

# limits:
#   silence_minutes: 10               # an agent that says and does nothing for so long is looked into

# git:
#   hooks: true
#   hook_timeout_seconds: 120

# ui:
#   editor: "code --wait"             # example; otherwise $VISUAL or $EDITOR
#   mouse: false
#   ascii: true                       # example; otherwise as the terminal can

# notify:
#   command: [notify-send, car]       # example: runs when something waits for you; see the CAR_ variables in its environment

# retention:                          # of what agents said in old turns; events and messages stay
#   days: 30
#   max_bytes: 524288000
`;
