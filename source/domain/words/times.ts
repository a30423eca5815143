import {sanitiseLine} from '../text/sanitise.js';

const two = (number: number): string => String(number).padStart(2, '0');

const isDate = (date: Date): boolean => !Number.isNaN(date.getTime());

/** The day of a time as `2026-11-22`, in the time zone of whoever reads it; '' of what cannot be read. */
export const dayOf = (time: string | number | Date): string => {
	const date = new Date(time);
	return isDate(date) ? `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` : '';
};

/** Hours and minutes of an ISO time, as `03:02`; what cannot be read is shown as it is. */
export const clockOf = (iso: string): string => {
	const date = new Date(iso);
	return isDate(date) ? `${two(date.getHours())}:${two(date.getMinutes())}` : sanitiseLine(iso);
};

/** The time of day with seconds, for the margin of a log. */
export const secondsClockOf = (iso: string): string => {
	const date = new Date(iso);
	return isDate(date) ? `${clockOf(iso)}:${two(date.getSeconds())}` : '--:--:--';
};

/** A moment as people here say it: `03:02`, and with its day when that is not today. */
export const momentOf = (iso: string, now: number | Date): string => {
	const day = dayOf(iso);
	return day === '' || day === dayOf(now) ? clockOf(iso) : `${day} ${clockOf(iso)}`;
};

/** A length of time in its two largest units. Seconds begun do not count, as on a clock. */
const inUnits = (seconds: number): readonly [large: number, small: number, largeUnit: string, smallUnit: string] => {
	const whole = Math.max(0, Math.floor(seconds));
	const minutes = Math.floor(whole / 60);
	return minutes < 60 ? [minutes, whole % 60, 'min', 's'] : [Math.floor(minutes / 60), minutes % 60, 'h', 'min'];
};

/** A length of time in a sentence: `8 s`, `3 min 20 s`, `2 h 5 min`. */
export const lengthOf = (seconds: number): string => {
	const [large, small, largeUnit, smallUnit] = inUnits(seconds);
	return [...large === 0 ? [] : [`${large} ${largeUnit}`], ...small === 0 && large > 0 ? [] : [`${small} ${smallUnit}`]].join(' ');
};

/** A length of time in a column: `8s`, `3m20s`, `2h05m`. */
export const shortLengthOf = (seconds: number): string => {
	const [large, small, largeUnit, smallUnit] = inUnits(seconds);
	return large === 0 ? `${small}s` : `${large}${largeUnit.charAt(0)}${two(small)}${smallUnit.charAt(0)}`;
};

/** A length of time where there is least room: `8s`, `14m`, `2h05m`. */
export const shortestLengthOf = (seconds: number): string => seconds < 60 || seconds >= 3600 ? shortLengthOf(seconds) : `${Math.floor(seconds / 60)}m`;
