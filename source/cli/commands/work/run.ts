import {defineCommand} from '../../command.js';
import {performRun} from './perform-run.js';
import {runFlags} from './run-options.js';

export const command = defineCommand({
	help: `
car run: start a run, go on with it, or join its worker, and watch to the
next rest. Ctrl-C leaves; the run goes on.

Usage
  car run [FLAGS]

  --check        only say what would happen; exit 1 if something is bad
  --detach       do not watch
  --foreground   be the worker: Ctrl-C stops the run, twice kills
  --once         one step, then rest
  --dirty        begin although files are not committed
  --no-answer    go on although a question is open
  --recover      only go on with a run whose worker died (cron, systemd)
  --max-turns N  turns until the run rests, for this worker
  --full-access  agents may do everything without asking
  --json         the log's own lines

Exit codes
  0 completed  1 failed  3 a human is needed  4 stopped
  5 another worker holds the repository  6 one step done (--once)`,
	flags: runFlags,
	run: performRun,
});
