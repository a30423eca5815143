import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, describe, expect, test,
} from 'vitest';
import {archiveDispatch, archiveReply, takeHandWrittenReply} from '../../../source/store/message/archive-message.js';
import {disk, type Disk} from '../../../source/store/file/durable-write.js';
import {layoutOf, type RunLayout} from '../../../source/store/folder/layout.js';
import {readOutbox} from '../../../source/store/message/message-files.js';
import {
	handWrittenReplyProblem, handWrittenReplyStat, readArchivedDispatch, readReplies,
} from '../../../source/store/message/read-messages.js';

let repo: string;
let run: RunLayout;
const real: Disk = {...disk};

const begin = (): void => {
	repo = fs.mkdtempSync(path.join(os.tmpdir(), 'car-replies-'));
	run = layoutOf(repo).run('r1');
	fs.mkdirSync(run.folder, {recursive: true});
};

const end = (): void => {
	Object.assign(disk, real);
	fs.rmSync(repo, {recursive: true});
};

beforeEach(begin);
afterEach(end);

const write = (file: string, text: string): string => {
	fs.mkdirSync(path.dirname(file), {recursive: true});
	fs.writeFileSync(file, text);
	return file;
};

const history = '.codex-autorunner/runs/r1/reply_history';
const put = (name: string, text: string): string => write(path.join(run.replyHistory, name), text);

describe('readReplies', () => {
	test('readReplies: no folder -> none', () => {
		expect(readReplies(run)).toEqual([]);
	});

	test('readReplies: folders of all kinds -> the replies among them in order of number, every fault named', () => {
		put('0002/USER_REPLY.md', '---\ntitle: On the store\n---\nB.\n');
		put('0002/plan.png', '');
		put('0002/.DS_Store', '');
		put('0002/sub/log.txt', '');
		put('10000/USER_REPLY.md', 'late');
		put('0010/USER_REPLY.md', '---\ntitle: a: b\n---\nB.\n');
		put('0011/only.png', '');
		put('0012/USER_REPLY.md', ' \n');
		put('0014/USER_REPLY.md/x', '');
		put('0015', 'a file');
		put('00018/USER_REPLY.md', 'a zero too many');
		put('0000/USER_REPLY.md', 'zero');
		put('3/USER_REPLY.md', 'short');
		put('.0004.partial/USER_REPLY.md', 'half');
		fs.mkdirSync(path.join(run.replyHistory, '0013'));
		fs.mkdirSync(path.join(run.replyHistory, '0016'));
		execFileSync('mkfifo', [path.join(run.replyHistory, '0016/USER_REPLY.md')]);
		fs.mkdirSync(path.join(run.replyHistory, '0017'));
		fs.symlinkSync('/etc/hostname', path.join(run.replyHistory, '0017/USER_REPLY.md'));
		expect(readReplies(run)).toEqual([
			{
				number: 2, title: 'On the store', body: 'B.', attachments: [`${history}/0002/plan.png`, `${history}/0002/sub/log.txt`], problems: [],
			},
			{
				number: 10, title: undefined, body: '---\ntitle: a: b\n---\nB.', attachments: [], problems: [expect.stringMatching(/^Line 2: /)],
			},
			{
				number: 11, title: undefined, body: '', attachments: [`${history}/0011/only.png`], problems: ['USER_REPLY.md is missing.'],
			},
			{
				number: 12, title: undefined, body: '', attachments: [], problems: ['USER_REPLY.md is empty.'],
			},
			{
				number: 13, title: undefined, body: '', attachments: [], problems: ['USER_REPLY.md is missing.'],
			},
			{
				number: 14, title: undefined, body: '', attachments: [`${history}/0014/USER_REPLY.md/x`], problems: ['USER_REPLY.md is not a regular file.'],
			},
			{
				number: 16, title: undefined, body: '', attachments: [], problems: ['USER_REPLY.md is not a regular file.'],
			},
			{
				number: 17, title: undefined, body: '', attachments: [], problems: ['USER_REPLY.md is a symbolic link, which is not followed.'],
			},
			{
				number: 10_000, title: undefined, body: 'late', attachments: [], problems: [],
			},
		]);
	});
});

describe('archiveReply', () => {
	const staged = (name: string, text = name): string => write(path.join(run.replyFolder, 'c1', name), text);

	test('archiveReply: a reply with files -> in the history, and the files are moved', () => {
		const attachments = [staged('a.png'), staged('USER_REPLY.md', 'an attachment of that name')];
		archiveReply(run, 4, {title: 'On: the store', text: 'B.', attachments});
		expect(readReplies(run)).toEqual([{
			number: 4, title: 'On: the store', body: 'B.', attachments: [`${history}/0004/USER_REPLY-2.md`, `${history}/0004/a.png`], problems: [],
		}]);
		expect(fs.existsSync(path.join(run.replyFolder, 'c1'))).toBe(false);
	});

	test('archiveReply: again -> the same, no error and no mention of files that have gone', () => {
		const reply = {title: undefined, text: 'B.', attachments: [staged('a.png')]};
		archiveReply(run, 1, reply);
		archiveReply(run, 1, reply);
		expect(readReplies(run)).toEqual([{
			number: 1, title: undefined, body: 'B.', attachments: [`${history}/0001/a.png`], problems: [],
		}]);
	});

	test.each([
		['---\ntitle: x\n---\ny'], ['---js\n1\n---'], ['---'], ['- a list\n- of two'], ['# heading'], ['Grüße 👩‍💻'],
	])('archiveReply: the text %j -> reads back as it was', text => {
		archiveReply(run, 1, {title: undefined, text, attachments: []});
		expect(readReplies(run)).toEqual([{
			number: 1, title: undefined, body: text, attachments: [], problems: [],
		}]);
	});

	test('archiveReply: an attachment that has gone, one that is a link -> the reply is kept and says so', () => {
		const link = path.join(run.replyFolder, 'c1/link');
		fs.mkdirSync(path.dirname(link), {recursive: true});
		fs.symlinkSync('/etc/hostname', link);
		archiveReply(run, 1, {title: undefined, text: 'See the files.', attachments: [path.join(run.replyFolder, 'c1/gone.png'), link]});
		expect(readReplies(run)[0]?.body).toBe('See the files.\n\n(The attachment gone.png is gone.)\n\n(The attachment link is a symbolic link, which is not followed.)');
	});
});

describe('takeHandWrittenReply', () => {
	test('takeHandWrittenReply: no file, an empty one, one of blanks -> not taken', () => {
		expect([handWrittenReplyStat(run), takeHandWrittenReply(run, 1)]).toEqual([undefined, false]);
		write(run.replyFile, '');
		expect([handWrittenReplyStat(run), takeHandWrittenReply(run, 1)]).toEqual([undefined, false]);
		write(run.replyFile, ' \n');
		expect([takeHandWrittenReply(run, 1), fs.existsSync(run.replyFile), readReplies(run)]).toEqual([false, true, []]);
	});

	test('takeHandWrittenReply: a reply with loose files -> taken with them; folders, hidden files and links stay', () => {
		write(run.replyFile, 'B.\n');
		write(path.join(run.replyFolder, 'plan.png'), '');
		write(path.join(run.replyFolder, 'c1/other.png'), '');
		write(path.join(run.replyFolder, '.swp'), '');
		fs.symlinkSync('/etc/hostname', path.join(run.replyFolder, 'link'));
		expect(handWrittenReplyStat(run)).toEqual({mtimeMs: fs.statSync(run.replyFile).mtimeMs, size: 3});
		expect(takeHandWrittenReply(run, 3)).toBe(true);
		expect(readReplies(run)).toEqual([{
			number: 3, title: undefined, body: 'B.', attachments: [`${history}/0003/plan.png`], problems: [],
		}]);
		expect([fs.readdirSync(run.replyFolder).toSorted(), fs.existsSync(run.replyFile), handWrittenReplyStat(run)]).toEqual([['.swp', 'c1', 'link'], false, undefined]);
	});

	test.each([
		['a link', () => {
			fs.symlinkSync('/etc/hostname', run.replyFile);
		}, 'USER_REPLY.md is a symbolic link, which is not followed'],
		['bytes that are no UTF-8', () => {
			fs.writeFileSync(run.replyFile, Buffer.from([0x79, 0xE9, 0x73]));
		}, 'USER_REPLY.md is not UTF-8'],
	])('takeHandWrittenReply: %s in its place -> not taken, it stays, and the problem is said', (_name, write, problem) => {
		write();
		expect([takeHandWrittenReply(run, 1), fs.lstatSync(run.replyFile, {throwIfNoEntry: false}) !== undefined, readReplies(run), handWrittenReplyProblem(run)]).toEqual([false, true, [], problem]);
	});
});

/** Lets `steps` effects on the disk happen and throws at the next, as if the process had ended there. */
const breakAfter = (steps: number): void => {
	const progress = {done: 0};
	const broken = Object.entries(real).map(([name, act]) => [name, (...args: readonly unknown[]) => {
		if (progress.done >= steps) {
			throw new Error('ended here');
		}

		progress.done++;
		return (act as (...args: readonly unknown[]) => unknown)(...args);
	}]);
	Object.assign(disk, Object.fromEntries(broken));
};

/** Runs an action, ended after 0, 1, 2, … effects, and once more unharmed; looks at the result each time. */
const endEverywhere = (prepare: () => void, act: () => void, look: () => void): number => {
	for (let steps = 0; ; steps++) {
		begin();
		prepare();
		breakAfter(steps);
		let isWhole = true;
		try {
			act();
		} catch (error: unknown) {
			expect((error as Error).message).toBe('ended here');
			isWhole = false;
		}

		Object.assign(disk, real);
		if (!isWhole) {
			act();
		}

		look();
		if (isWhole) {
			return steps;
		}

		end();
	}
};

describe('ended at any effect on the disk, then done again', () => {
	test('takeHandWrittenReply: -> the reply is there once, with its file', () => {
		fs.rmSync(repo, {recursive: true});
		const steps = endEverywhere(() => {
			write(run.replyFile, 'B.\n');
			write(path.join(run.replyFolder, 'plan.png'), '');
		}, () => {
			if (readReplies(run).length === 0 && handWrittenReplyStat(run) !== undefined) {
				takeHandWrittenReply(run, 1);
			}
		}, () => {
			expect(readReplies(run)).toEqual([{
				number: 1, title: undefined, body: 'B.', attachments: [`${history}/0001/plan.png`], problems: [],
			}]);
			expect([handWrittenReplyStat(run), fs.readdirSync(run.replyHistory)]).toEqual([undefined, ['0001']]);
		});
		expect(steps).toBeGreaterThan(8);
	});

	test('archiveReply: -> the reply is there once, with its files', () => {
		fs.rmSync(repo, {recursive: true});
		const steps = endEverywhere(() => {
			write(path.join(run.replyFolder, 'c1/a.png'), 'a');
			write(path.join(run.replyFolder, 'c1/b.png'), 'b');
		}, () => {
			archiveReply(run, 1, {title: 'T', text: 'B.', attachments: ['a.png', 'b.png'].map(name => path.join(run.replyFolder, 'c1', name))});
		}, () => {
			expect(readReplies(run)).toEqual([{
				number: 1, title: 'T', body: 'B.', attachments: [`${history}/0001/a.png`, `${history}/0001/b.png`], problems: [],
			}]);
			expect([fs.readdirSync(run.replyHistory), fs.readdirSync(run.replyFolder)]).toEqual([['0001'], []]);
		});
		expect(steps).toBeGreaterThan(15);
	});

	test('archiveDispatch: -> the dispatch is there once, with its files, and the outbox is empty', () => {
		fs.rmSync(repo, {recursive: true});
		const text = '---\nmode: pause\ntitle: Which?\n---\nA or B?\n';
		const steps = endEverywhere(() => {
			write(run.dispatchFile, 'unread here');
			write(path.join(run.dispatchFolder, 'a.txt'), 'a');
			write(path.join(run.dispatchFolder, 'logs/b.txt'), 'b');
		}, () => {
			archiveDispatch(run, 1, {text});
		}, () => {
			const attachments = ['a.txt', 'logs/b.txt'].map(name => `.codex-autorunner/runs/r1/dispatch_history/0001/${name}`);
			expect(readArchivedDispatch(run, 1)).toEqual({
				number: 1, mode: 'pause', title: 'Which?', body: 'A or B?', attachments,
			});
			expect([readOutbox(run), fs.readdirSync(run.dispatchFolder), fs.readdirSync(run.dispatchHistory)]).toEqual([{type: 'none'}, [], ['0001']]);
		});
		expect(steps).toBeGreaterThan(20);
	});
});
