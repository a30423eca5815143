import {readdirSync, readFileSync} from 'node:fs';
import process from 'node:process';

/** Pids of living processes, zombies and this one apart, whose environment holds the text. */
export const livingWith = (text: string): readonly number[] => readdirSync('/proc').map(Number).filter(pid => {
	try {
		return pid > 1 && pid !== process.pid
			&& readFileSync(`/proc/${pid}/environ`, 'utf8').includes(text)
			&& !/\) [ZX] /v.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
});

/** Waits until the condition holds, and fails after ten seconds. */
export const until = async (condition: () => boolean): Promise<void> => {
	const end = performance.now() + 10_000;
	while (!condition()) {
		if (performance.now() > end) {
			throw new Error('it did not come to be within 10 s');
		}

		await new Promise(resolve => {
			setTimeout(resolve, 5);
		});
	}
};
