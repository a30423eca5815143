/**
 * Time for limits, in the unit of `elapsed` (which only grows): what it tells, but of the time between two looks not more than `longest`.
 * Who looks regularly and comes late was suspended, or the machine slept; nobody could do anything in that gap, so it counts against nobody.
 */
export const createAwakeTime = (elapsed: () => number, longest: number): (() => number) => {
	let awake = 0;
	let looked = elapsed();
	return () => {
		const now = elapsed();
		awake += Math.max(0, Math.min(now - looked, longest));
		looked = now;
		return awake;
	};
};
