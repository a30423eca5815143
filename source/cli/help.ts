import type {Command} from './command.js';
import {commands} from './commands.js';

const globalFlags = `Everywhere
  --repo PATH  the repository (default: the one around this folder)
  --debug      print the stack of an error
  --help       help of a command; --version`;

/** The text of `car --help`. */
export const generalHelp = (): string => `car runs a queue of markdown tickets through coding agents, unattended.

Usage
  car [COMMAND] [FLAGS]   without a command, in a repository: car tui

Commands
${Object.entries(commands).flatMap(([name, {summary}]) => summary === undefined ? [] : [`  ${name.padEnd(12)}${summary}`]).join('\n')}

${globalFlags}

Begin with: car init, then car tickets new "What to do", then car run
Exit codes: 0 well, 1 it could not, 2 wrong usage or wrong place
  run, resume, report: 0 completed, 1 failed, 3 a human is needed,
  4 stopped, 5 another worker holds the repository, 6 one step done
`;

/** The text of `car COMMAND --help`. */
export const commandHelp = (command: Command): string => `${command.help.trim()}\n\n${globalFlags}\n`;
