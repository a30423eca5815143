import {expect, test} from 'vitest';
import {parseAim, printAim} from '../../../proof/crash/matrix/crash-plan.js';
import {effectNames, eventName, placeAtEnd} from '../../../proof/crash/matrix/effect-names.js';
import {createGround, placeOf} from '../../../proof/crash/matrix/ground.js';
import {planLife} from '../../../proof/crash/matrix/plan-life.js';
import {seededRandom} from '../../../proof/crash/seeded-random.js';

const labels = Array.from({length: 10}, (_, index) => `event ${Math.floor(index / 2)} > e${index}`);

test('ground: lives go on until every effect was met once, also those an earlier kill leads past -> all reached, none lost', () => {
	const places = new Set<string>();
	const ground = createGround('s', labels, places, 0);
	const random = seededRandom(1);
	let lives = 0;
	while (ground.reached() + ground.lost().length < ground.size && lives < 100) {
		lives++;
		const aims = ground.take(4, random);
		// The effects 3 to 5 are not met after any earlier kill.
		const met = aims.filter(({label}, index) => index === 0 || !/e[345]$/v.test(label));
		for (const aim of met) {
			places.add(placeOf('s', aim));
		}

		ground.settle(aims);
	}

	expect({reached: ground.reached(), lost: ground.lost(), lives: lives < 15}).toStrictEqual({reached: 10, lost: [], lives: true});
});

test('ground: an effect that is never met -> given up and named', () => {
	const places = new Set<string>();
	const ground = createGround('s', labels, places, 0);
	const random = seededRandom(1);
	for (let life = 0; life < 40; life++) {
		const aims = ground.take(4, random);
		for (const aim of aims.filter(({label}) => !label.endsWith('e7'))) {
			places.add(placeOf('s', aim));
		}

		ground.settle(aims);
	}

	expect(ground.lost()).toStrictEqual(['event 3 > e7']);
});

test('ground: all effects were met -> the next aims have other moments', () => {
	const places = new Set(labels.map(label => placeOf('s', {label, moment: 'before'})));
	const aims = createGround('s', labels, places, 0).take(10, seededRandom(1));
	expect(aims.map(aim => aim.label)).toStrictEqual(labels);
	expect(aims.some(aim => aim.moment === 'before')).toBe(false);
});

test('ground: an effect was missed -> it comes first, and nothing beside it that comes after the same event', () => {
	const places = new Set<string>();
	const ground = createGround('s', labels, places, 0);
	const all = ground.take(10, seededRandom(1));
	for (const aim of all.filter(({label}) => !/e[45]$/v.test(label))) {
		places.add(placeOf('s', aim));
	}

	ground.settle(all);
	expect(ground.take(10, seededRandom(2)).map(({label}) => label)).toStrictEqual(['event 2 > e4']);
});

test('ground: two lives at once -> never the same effect', () => {
	const ground = createGround('s', labels, new Set(), 0);
	const both = [...ground.take(5, seededRandom(1)), ...ground.take(5, seededRandom(2))].map(aim => aim.label);
	expect(both.toSorted()).toStrictEqual(labels);
});

test('plan of a life: an aim that was met is not aimed at again', () => {
	const aims = [{label: 'a', moment: 'before', patience: 20}, {label: 'b', moment: 'after', patience: 0}] as const;
	const next = planLife(aims, 10, seededRandom(1));
	expect(next([]).aims).toStrictEqual(aims);
	expect(next(['before:a+20', undefined]).aims).toStrictEqual([aims[1]]);
});

test.each([
	['a turn', '{"type":"turn_finished","turn":2,"outcome":"completed"}', 'turn_finished 2'],
	['a rest', '{"type":"run_state_changed","status":"paused","reason_code":"question"}', 'run_state_changed paused question'],
	['half a line', '{"type":"turn_fin', ''],
	['no event', '[1]', ''],
])('name of an event: %s -> what it is about', (_, line, name) => {
	expect(eventName(line)).toBe(name);
});

test('place at the end of a log: recoveries and torn lines are passed over', () => {
	expect(placeAtEnd('{"type":"run_started","number":1}\n{"type":"committed","turn":1}\n{"type":"recovered"}\n{"ty')).toBe('committed 1');
	expect(placeAtEnd('')).toBe('');
});

test('names of effects: counted from the last event, the same in the worker that recovers', () => {
	const first = effectNames('', [['/repo/', '']]);
	expect([first.name('sync /repo/a'), first.name('sync /repo/a'), first.name('write /repo/run/.car-123-5f.tmp')]).toStrictEqual(['start after  > sync a', 'start after  > sync a#2', 'start after  > write run/.car-5f.tmp']);
	first.pass('turn_started 1');
	expect(first.name('sync /repo/a')).toBe('turn_started 1 > sync a');
	const second = effectNames('turn_started 1', [['/repo/', '']]);
	expect(second.name('sync /repo/a')).toBe('start after turn_started 1 > sync a');
	second.pass('recovered 1');
	expect(second.name('sync /repo/a')).toBe('turn_started 1 > sync a');
	second.pass('turn_finished 1');
	second.pass('recovered 1');
	expect(second.name('sync /repo/a')).toBe('turn_finished 1 > sync a');
});

test.each(['before:run_started 1 > sync runs/run#2', 'middle:start after  > write x+40'])('aims: %s -> read as it is printed', text => {
	const aim = parseAim(text);
	expect(aim === undefined ? '' : printAim(aim)).toBe(text);
});

test('aims: what names no effect -> a sentence, not a silent life', () => {
	expect(() => parseAim('write x')).toThrow('"write x" names no effect');
	expect(parseAim('')).toBeUndefined();
});
