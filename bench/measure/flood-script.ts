import process from 'node:process';

/** An agent that prints so many numbered lines a second at an even pace, waits when nobody reads, and notes how many bytes it gave away and how long it took. */
export const floodScript = (perSecond: number, seconds: number): string => `#!${process.execPath}
const {once} = require('node:events');
const {writeFileSync} = require('node:fs');
process.stdin.resume();
process.stdin.on('end', async () => {
	const startedAt = performance.now();
	let lines = 0;
	let bytes = 0;
	while (lines < ${perSecond * seconds}) {
		const due = Math.min(${perSecond * seconds}, Math.floor((performance.now() - startedAt) / 1000 * ${perSecond}));
		let text = '';
		while (lines < due) {
			text += \`line \${++lines} of a flood\\n\`;
		}
		bytes += Buffer.byteLength(text);
		if (text !== '' && !process.stdout.write(text)) {
			await once(process.stdout, 'drain');
		}
		await new Promise(resolve => setTimeout(resolve, 5));
	}
	writeFileSync(process.env.NOTES + '/bytes', String(bytes));
	writeFileSync(process.env.NOTES + '/seconds', String((performance.now() - startedAt) / 1000));
	writeFileSync('done.txt', 'done');
});
`;
