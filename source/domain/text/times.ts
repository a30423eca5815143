const two = (number: number): string => String(number).padStart(2, '0');

const dayOf = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** A moment as people here say it: `03:02`, and with its day when that is not today. */
export const momentOf = (iso: string, now: Date): string => {
	const date = new Date(iso);
	if (Number.isNaN(date.getTime())) {
		return iso;
	}

	const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
	return dayOf(date) === dayOf(now) ? time : `${dayOf(date)} ${time}`;
};

/** The time of day with seconds, for the margin of a log. */
export const clockOf = (iso: string): string => {
	const date = new Date(iso);
	return Number.isNaN(date.getTime()) ? '--:--:--' : [date.getHours(), date.getMinutes(), date.getSeconds()].map(number => two(number)).join(':');
};

/** A length of time: `8 s`, `3 min 20 s`, `2 h 5 min`. Seconds begun do not count, as on a clock. */
export const lengthOf = (seconds: number): string => {
	const whole = Math.floor(seconds);
	if (whole < 60) {
		return `${whole} s`;
	}

	if (whole < 3600) {
		return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
	}

	const minutes = Math.floor(whole / 60);
	return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** `1 file`, `3 files`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
