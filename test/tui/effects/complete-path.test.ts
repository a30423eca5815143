import {expect, test} from 'vitest';
import {completePath} from '../../../source/tui/effects/complete-path.js';
import {tempRepository} from '../../support/temp-repository.js';

test('completion: what was typed of a path -> the names that go on so, folders with their stroke; none that means something to a terminal', async () => {
	const repo = await tempRepository();
	await repo.write('docs/plan.md', 'x');
	await repo.write('docs/pictures/a.png', 'x');
	await repo.write('docs/.hidden', 'x');
	await repo.write('docs/pl\u001B]0;OWNED\u0007', 'x');
	await repo.write('docs/pl\u202Efdp.exe', 'x');
	expect(completePath(repo.path, 'do')).toEqual(['docs/']);
	expect(completePath(repo.path, 'docs/p')).toEqual(['docs/pictures/', 'docs/plan.md']);
	expect(completePath(repo.path, 'docs/.')).toEqual(['docs/.hidden']);
	expect(completePath(repo.path, 'nowhere/x')).toEqual([]);
});
