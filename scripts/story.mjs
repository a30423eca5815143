// `npm run story -- NAME [--slow MS]`: plays the stories of the screen whose titles hold the name, in this terminal and at a pace to look at. They are the tests of `test/tui/pty`; `-- --list` names them. Ctrl-C ends.
import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {install, requireNode, root} from './prepare.mjs';

requireNode();
install();
const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {
		list: {type: 'boolean', default: false},
		slow: {type: 'string', default: '1500'},
	},
});
const folder = 'test/tui/pty';
const tool = path.join(root, 'node_modules/vitest/vitest.mjs');

let playing;
/** Runs vitest on the stories and answers how it ended and what it printed. */
const vitest = async (args, env = {}) => new Promise(resolve => {
	const child = spawn(process.execPath, [tool, ...args], {
		cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
		env: {...process.env, NO_COLOR: '1', ...env},
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', text => {
			output += text;
		});
	}

	child.on('exit', code => {
		resolve({code, output});
	});
	playing = child;
});

const play = async name => {
	const {stdin, stdout} = process;
	// Answers of this terminal to what a program asks it are nobody's, and keys are not shown.
	stdin.setRawMode(true);
	stdin.on('data', keys => {
		if (String(keys).includes('\u0003')) {
			playing?.kill('SIGTERM');
		}
	});
	const pattern = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
	const {code, output} = await vitest(['run', folder, '--testNamePattern', pattern, '--maxWorkers=1', '--retry=0', '--testTimeout=0', '--reporter=verbose'], {STORY_TERMINAL: '/dev/tty', STORY_SLOW: values.slow});
	// A story ends where its test does, in the middle of a program.
	stdout.write('\u001B[?2026l\u001B[?1049l\u001B[?2004l\u001B[?1004l\u001B[?25h\u001B[?7h\u001B[0m\r\n');
	stdin.setRawMode(false);
	stdin.pause();
	console.log(code === 0 ? output.split('\n').filter(line => line.includes('✓')).join('\n') || `No story is called ${name}; npm run story -- --list names them.` : output);
	return code;
};

if (values.list) {
	const {code, output} = await vitest(['list', folder]);
	console.log(code === 0 ? output.split('\n').map(line => line.split(' > ').slice(1).join(' > ')).filter(line => line !== '').join('\n') : output);
	process.exitCode = code;
} else if (positionals.length === 0 || !process.stdin.isTTY || !process.stdout.isTTY) {
	console.error('npm run story -- NAME [--slow MS], in a terminal of 140x40; npm run story -- --list names the stories.');
	process.exitCode = 2;
} else {
	process.exitCode = await play(positionals.join(' '));
}
