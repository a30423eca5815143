import {expect, test} from 'vitest';
import {createCleaner} from '../../../source/tui/clean-events.js';
import type {Message} from '../../../source/tui/message.js';
import {widthOf} from '../../../source/domain/words/width.js';
import {paintState, stateOf} from '../../support/screen/draw.js';
import {harmful, hostileTexts, infest} from '../../support/screen/hostile.js';
import {scenes} from '../../support/screen/scenes.js';

process.env.TZ = 'UTC';

/** The styles of the screen without colours: anything else was smuggled in. */
const ownStyles = /\u001B\[(?:0|1|2|7|1;7|22|27)m/g;

/** What an agent says is cleaned as a stream where it is read; everything else where it is drawn. */
const asRead = (message: Message): Message => {
	const clean = createCleaner();
	return message.type === 'engine' ? {...message, events: message.events.map(event => clean(event))} : message;
};

test.each(scenes)('screen %s: everything that others write is hostile -> no control character, no foreign style, nothing beyond the edge', (_, snapshot, steps) => {
	for (let salt = 0; salt < hostileTexts.length; salt += 4) {
		const size = salt % 8 === 0 ? [40, 12] as const : [100, 30] as const;
		const frame = paintState(stateOf({
			snapshot: infest(snapshot(), salt), size, repoName: infest({name: 'api'}, salt).name, steps: steps.map(step => typeof step === 'string' || step.type === 'line_changed' ? step : asRead(infest(step, salt))),
		})).replaceAll(ownStyles, '');
		expect(harmful.exec(frame)?.[0], `salt ${salt}`).toBeUndefined();
		for (const line of frame.split('\n')) {
			expect(widthOf(line), `salt ${salt}: ${line}`).toBeLessThanOrEqual(size[0]);
		}

		expect(frame.split('\n').length, `salt ${salt}`).toBeLessThanOrEqual(size[1]);
	}
});
