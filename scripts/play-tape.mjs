// Plays a VHS tape in a terminal without pictures and prints the screen at every `Wait` and at the end: shows whether the tape still fits the program.
// usage: node scripts/play-tape.mjs demo.tape      fails when a `Wait` does not come true
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {
	buildWhenStale, install, requireNode, root,
} from './prepare.mjs';

requireNode();
install();
await buildWhenStale();
const {spawn} = await import('@lydell/node-pty');
const {default: xterm} = await import('@xterm/headless');

const keys = {
	Enter: '\r', Tab: '\t', Escape: '\u{1B}', Space: ' ', Backspace: '\u{7F}', Up: '\u{1B}[A', Down: '\u{1B}[B', Right: '\u{1B}[C', Left: '\u{1B}[D', PageUp: '\u{1B}[5~', PageDown: '\u{1B}[6~',
};

const milliseconds = text => {
	const {amount, unit = 's'} = /^(?<amount>[\d.]+)(?<unit>ms|s|m)?$/v.exec(text).groups;
	return Number(amount) * {ms: 1, s: 1000, m: 60_000}[unit];
};

/** Lines of a tape as what they say; comments and empty lines are gone. */
const parse = text => text.split('\n').flatMap((line, index) => {
	const found = /^(?<name>[\w+]+)(?:@(?<time>[\d.]+(?:ms|s|m)?))?(?:\s+(?<rest>.*))?$/v.exec(line.trim());
	return line.trim() === '' || line.startsWith('#') ? [] : [{number: index + 1, ...found?.groups}];
});

const [file] = process.argv.slice(2);
if (file === undefined) {
	console.error('usage: node scripts/play-tape.mjs TAPE');
	process.exit(2);
}

const steps = parse(readFileSync(file, 'utf8'));
const settings = Object.fromEntries(steps.filter(step => step.name === 'Set').map(step => step.rest.split(/\s+/v)));
// As VHS does it: what fits into the picture, by the size of a letter.
const letter = Number(settings.FontSize ?? 22);
const inner = side => Number(settings[side]) - (2 * Number(settings.Padding ?? 60));
const cols = Math.floor(inner('Width') / (letter * 0.6));
const rows = Math.floor(inner('Height') / (letter * 1.25));
const speed = milliseconds(settings.TypingSpeed ?? '50ms');

// Ink paints only its last frame when it believes it runs in CI.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'CI' && name !== 'CONTINUOUS_INTEGRATION' && !name.startsWith('CI_')));
const emulator = new xterm.Terminal({
	cols, rows, scrollback: 0, allowProposedApi: true,
});
const terminal = spawn(settings.Shell ?? 'bash', ['--noprofile', '--norc'], {
	cols, rows, name: 'xterm-256color', cwd: root, env: {...env, PS1: '$ '},
});
terminal.onData(data => {
	emulator.write(data);
});
emulator.onData(answer => {
	terminal.write(answer);
});

const screen = () => Array.from({length: rows}, (_, row) => emulator.buffer.active.getLine(emulator.buffer.active.baseY + row)?.translateToString(true) ?? '').join('\n');

const show = title => {
	const width = Math.max(4, cols - title.length - 4);
	console.log(`── ${title} ${'─'.repeat(width)}\n${screen().trimEnd()}\n`);
};

const waitFor = async step => {
	const wanted = new RegExp(step.rest.slice(1, -1), 'v');
	const end = performance.now() + milliseconds(step.time ?? '15s');
	while (!wanted.test(screen())) {
		if (performance.now() > end) {
			throw new Error(`${file}:${step.number}: ${step.rest} did not come; the screen:\n${screen()}`);
		}

		await delay(30);
	}

	await delay(200);
	show(step.rest);
};

const play = async step => {
	switch (step.name) {
		case 'Output':
		case 'Require':
		case 'Set':
		case 'Hide':
		case 'Show': {
			return;
		}

		case 'Sleep': {
			return delay(milliseconds(step.rest));
		}

		case 'Wait+Screen': {
			return waitFor(step);
		}

		case 'Type': {
			for (const character of step.rest.slice(1, -1)) {
				terminal.write(character);
				await delay(speed);
			}

			return;
		}

		default: {
			const key = keys[step.name];
			if (key === undefined) {
				throw new Error(`${file}:${step.number}: ${step.name} is not a command this player knows`);
			}

			terminal.write(key);
			await delay(speed);
		}
	}
};

try {
	for (const step of steps) {
		await play(step);
	}

	show('end');
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
} finally {
	terminal.kill();
}

process.exit();
