// `npm run lint`, with files and flags for oxlint behind `--`.
// Oxlint's `--fix` goes through a file once and does not see what the mending of one line breaks in the next: here it goes on until nothing is found or nothing changes.
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {root} from './prepare.mjs';

const args = process.argv.slice(2);
const looks = args.filter(argument => argument !== '--fix');

const oxlint = (given, stdout) => {
	const child = spawnSync(process.execPath, [path.join(root, 'node_modules/oxlint/bin/oxlint'), ...given], {stdio: ['ignore', stdout, 'inherit'], encoding: 'utf8', maxBuffer: 256 * 1024 * 1024});
	return {status: child.status ?? 1, findings: (child.stdout ?? '').replace(/^Finished in .*$/m, '')};
};

const mend = () => {
	let last = oxlint(looks, 'pipe');
	for (let round = 1, before = ''; round < 10 && last.status !== 0 && last.findings !== before; round++) {
		before = last.findings;
		oxlint(args, 'ignore');
		last = oxlint(looks, 'pipe');
	}

	return last;
};

const {status, findings} = looks.length < args.length ? mend() : oxlint(args, 'inherit');
process.stdout.write(findings);
process.exitCode = status;
