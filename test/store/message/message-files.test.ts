import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, describe, expect, test,
} from 'vitest';
import {
	archiveDispatch, archiveSummary, missingDispatches, nextDispatchNumber, nextReplyNumber,
} from '../../../source/store/message/archive-message.js';
import {copyAttachment} from '../../../source/store/message/archive-message-attachments.js';
import {disk} from '../../../source/store/file/durable-write.js';
import {layoutOf, type RunLayout} from '../../../source/store/folder/layout.js';
import {readOutbox} from '../../../source/store/message/message-files.js';
import {readArchivedDispatch} from '../../../source/store/message/read-messages.js';

let repo: string;
let run: RunLayout;

beforeEach(() => {
	repo = fs.mkdtempSync(path.join(os.tmpdir(), 'car-messages-'));
	run = layoutOf(repo).run('20260101-000000-abcd');
	fs.mkdirSync(run.dispatchFolder, {recursive: true});
});

afterEach(() => {
	fs.rmSync(repo, {recursive: true});
});

const write = (file: string, text: string): string => {
	fs.mkdirSync(path.dirname(file), {recursive: true});
	fs.writeFileSync(file, text);
	return file;
};

const stage = (name: string, text = name): string => write(path.join(run.dispatchFolder, name), text);

/** Everything below a folder, files with their text, folders with a `/`. */
const tree = (folder: string): readonly string[] => fs.readdirSync(folder, {recursive: true, withFileTypes: true})
	.map(entry => {
		const file = path.join(entry.parentPath, entry.name);
		const name = path.relative(folder, file);
		return entry.isFile() ? `${name}: ${fs.readFileSync(file, 'utf8')}` : `${name}${entry.isDirectory() ? '/' : '?'}`;
	})
	.toSorted();

const questionText = '---\nmode: pause\ntitle: Which store?\n---\n\nA or B?\n';
const shown = {mode: 'pause', title: 'Which store?', body: 'A or B?'} as const;
const question = {...shown, text: questionText} as const;
const history = '.codex-autorunner/runs/20260101-000000-abcd/dispatch_history';

describe('readOutbox', () => {
	test('readOutbox: no file, no run folder -> none', () => {
		expect(readOutbox(run)).toEqual({type: 'none'});
		fs.rmSync(run.folder, {recursive: true});
		expect(readOutbox(run)).toEqual({type: 'none'});
	});

	test('readOutbox: a question -> found', () => {
		fs.writeFileSync(run.dispatchFile, questionText);
		expect(readOutbox(run)).toEqual({type: 'found', reading: {ok: true, dispatch: question}});
	});

	test.each<[name: string, write: (file: string) => void, problem: RegExp]>([
		['a link', file => {
			fs.writeFileSync(`${file}.real`, questionText);
			fs.symlinkSync(`${file}.real`, file);
		}, /^The file is a symbolic link, which is not followed\. Write DISPATCH\.md as a plain text file\.$/],
		['a link to nothing', file => {
			fs.symlinkSync('/nowhere', file);
		}, /is a symbolic link/],
		['a folder', file => {
			fs.mkdirSync(file);
		}, /is not a regular file/],
		['a pipe', file => {
			execFileSync('mkfifo', [file]);
		}, /is not a regular file/],
		['more than 1 MiB', file => {
			fs.writeFileSync(file, 'x'.repeat(1_048_577));
		}, /is larger than 1 MiB/],
		['Latin-1', file => {
			fs.writeFileSync(file, Buffer.from([0x47, 0xFC, 0x6E]));
		}, /is not UTF-8/],
		['an unknown mode', file => {
			fs.writeFileSync(file, '---\nmode: ask\n---\nA?');
		}, /is not a mode/],
	])('readOutbox: %s -> a bad reading with a sentence', (_name, write, problem) => {
		write(run.dispatchFile);
		expect(readOutbox(run)).toEqual({type: 'found', reading: {ok: false, problems: [expect.stringMatching(problem)]}});
	});
});

describe('archiveDispatch', () => {
	test('archiveDispatch: a question with files -> in the history whole, and the outbox is empty', () => {
		fs.writeFileSync(run.dispatchFile, questionText);
		stage('plan.png');
		stage('logs/a.txt');
		stage('.hidden');
		expect(archiveDispatch(run, 7, question)).toEqual({attachments: [`${history}/0007/logs/a.txt`, `${history}/0007/plan.png`], skipped: []});
		expect(tree(run.folder)).toEqual([
			'dispatch/',
			'dispatch_history/',
			'dispatch_history/0007/',
			'dispatch_history/0007/.hidden: .hidden',
			`dispatch_history/0007/DISPATCH.md: ${questionText}`,
			'dispatch_history/0007/logs/',
			'dispatch_history/0007/logs/a.txt: logs/a.txt',
			'dispatch_history/0007/plan.png: plan.png',
		]);
		expect(fs.statSync(run.archivedDispatch(7)).mode % 0o1000).toBe(0o700);
		expect(fs.statSync(path.join(run.archivedDispatch(7), 'plan.png')).mode % 0o1000).toBe(0o600);
		expect(readArchivedDispatch(run, 7)).toEqual({number: 7, ...shown, attachments: [`${history}/0007/logs/a.txt`, `${history}/0007/plan.png`]});
	});

	test('archiveDispatch: again with the same message -> the same, no error', () => {
		stage('a.txt');
		const first = archiveDispatch(run, 1, question);
		expect(archiveDispatch(run, 1, question)).toEqual(first);
	});

	test('archiveDispatch: links, pipes, a too large file, files behind a link -> named and not taken; links are not followed', () => {
		const secret = path.join(repo, 'secret.txt');
		fs.writeFileSync(secret, 'secret');
		fs.mkdirSync(path.join(repo, 'outside'));
		fs.writeFileSync(path.join(repo, 'outside/inner.txt'), 'inner');
		fs.symlinkSync(secret, path.join(run.dispatchFolder, 'link.txt'));
		fs.symlinkSync(path.join(repo, 'outside'), path.join(run.dispatchFolder, 'linked'));
		execFileSync('mkfifo', [path.join(run.dispatchFolder, 'pipe')]);
		const sparse = stage('huge.bin');
		fs.truncateSync(sparse, 104_857_601);
		stage('good.txt');
		expect(archiveDispatch(run, 1, question)).toEqual({
			attachments: [`${history}/0001/good.txt`],
			skipped: [
				'huge.bin is larger than 100 MiB, so it stays in dispatch/.',
				'link.txt is a symbolic link and was not taken.',
				'linked is a symbolic link and was not taken.',
				'pipe is not a regular file and was not taken.',
			],
		});
		expect(fs.readdirSync(run.dispatchFolder)).toEqual(['huge.bin']);
		expect([fs.readFileSync(secret, 'utf8'), fs.readFileSync(path.join(repo, 'outside/inner.txt'), 'utf8')]).toEqual(['secret', 'inner']);
	});

	test('copyAttachment: a folder on the way that became a link -> not copied', () => {
		write(path.join(repo, 'outside/inner.txt'), 'inner');
		fs.symlinkSync(path.join(repo, 'outside'), path.join(run.dispatchFolder, 'linked'));
		expect(copyAttachment(path.join(run.dispatchFolder, 'linked/inner.txt'), run.dispatchFolder, path.join(repo, 'copy.txt'))).toBe('lies behind a symbolic link, which is not followed');
		expect(fs.existsSync(path.join(repo, 'copy.txt'))).toBe(false);
	});

	test('copyAttachment: a file that grows while it is copied -> not taken when it grows beyond the limit; nothing of it is left', () => {
		const file = stage('growing.log');
		const {write} = {...disk};
		/** Somebody appends as fast as it is read. */
		disk.write = (...args) => {
			fs.appendFileSync(file, 'x'.repeat(1000));
			return write(...args);
		};

		try {
			const target = path.join(repo, 'copy.log');
			expect([copyAttachment(file, run.dispatchFolder, target, 20_000), fs.existsSync(target), fs.statSync(file).size < 100_000]).toEqual(['is larger than 100 MiB', false, true]);
		} finally {
			disk.write = write;
		}
	});

	test('archiveDispatch: dispatch/ itself is a link -> nothing is taken from behind it, and nothing removed', () => {
		fs.rmdirSync(run.dispatchFolder);
		fs.mkdirSync(path.join(repo, 'outside'));
		fs.writeFileSync(path.join(repo, 'outside/inner.txt'), 'inner');
		fs.symlinkSync(path.join(repo, 'outside'), run.dispatchFolder);
		expect(archiveDispatch(run, 1, question)).toEqual({attachments: [], skipped: ['dispatch is not a folder, so nothing was taken from it.']});
		expect(fs.readFileSync(path.join(repo, 'outside/inner.txt'), 'utf8')).toBe('inner');
	});

	test('archiveDispatch: an attachment called like the message -> another name, the message stays', () => {
		stage('DISPATCH.md', '---\nmode: notify\n---\nNothing to ask.');
		expect(archiveDispatch(run, 1, question).attachments).toEqual([`${history}/0001/attachment-DISPATCH.md`]);
		expect(readArchivedDispatch(run, 1)?.mode).toBe('pause');
	});

	test('archiveDispatch: more than 200 files -> the first 200, the rest stays and is named', () => {
		for (let index = 0; index < 202; index++) {
			stage(`f${String(index).padStart(4, '0')}`, '');
		}

		const {attachments, skipped} = archiveDispatch(run, 1, question);
		expect([attachments.length, skipped, fs.readdirSync(run.dispatchFolder)]).toEqual([
			200,
			['f0200 was left out: one message takes 200 files and 1 GiB.', 'f0201 was left out: one message takes 200 files and 1 GiB.'],
			['f0200', 'f0201'],
		]);
	});

	test.each<[name: string, made: () => void]>([
		['an old file', () => {
			fs.writeFileSync(path.join(run.archivedDispatch(3), 'a.txt'), 'old');
		}],
		['a message that was cut short', () => {
			fs.writeFileSync(path.join(run.archivedDispatch(3), 'DISPATCH.md'), questionText.slice(0, 12));
		}],
		['a half-copied attachment', () => {
			fs.writeFileSync(path.join(run.archivedDispatch(3), 'a.txt'), 'a');
		}],
	])('archiveDispatch: the folder is there with %s -> completed', (_name, made) => {
		fs.mkdirSync(run.archivedDispatch(3), {recursive: true});
		made();
		stage('a.txt');
		expect(archiveDispatch(run, 3, question)).toEqual({attachments: [`${history}/0003/a.txt`], skipped: []});
		expect(tree(run.archivedDispatch(3))).toEqual([`DISPATCH.md: ${questionText}`, 'a.txt: a.txt']);
	});

	test('archiveDispatch: remains of an earlier try whose file was since taken back -> without that file', () => {
		write(path.join(run.dispatchHistory, '.0001.partial/old.txt'), 'old');
		stage('new.txt');
		expect(archiveDispatch(run, 1, question).attachments).toEqual([`${history}/0001/new.txt`]);
		expect(fs.readdirSync(run.dispatchHistory)).toEqual(['0001']);
	});

	test('archiveDispatch: the folder holds another message -> refused, and the outbox is untouched', () => {
		archiveDispatch(run, 1, {text: 'Something else'});
		fs.writeFileSync(run.dispatchFile, questionText);
		expect(() => archiveDispatch(run, 1, question)).toThrow(/0001\/DISPATCH\.md holds another message/);
		expect(fs.existsSync(run.dispatchFile)).toBe(true);
	});
});

test.each<[name: string, text: string, read: {readonly title: string; readonly body: string; readonly mode?: 'notify'}]>([
	['keys that nobody knows', '---\n# mine\nmode:   PAUSE\nmood: "good"\nchoices: [A, B]\n---\nA or B?', {title: 'A or B?', body: 'A or B?'}],
	['no title', '---\nmode: pause\n---\n\n## Which store?\nA or B?\n\n\n', {title: 'Which store?', body: '## Which store?\nA or B?'}],
	['a byte order mark and line ends of Windows', '\uFEFF---\r\nmode: pause\r\n---\r\nA?\r\nB?\r\n', {title: 'A?', body: 'A?\r\nB?'}],
	['no frontmatter', 'All is well.', {mode: 'notify', title: 'All is well.', body: 'All is well.'}],
	['a body like frontmatter', '---\nmode: pause\ntitle: x\n---\n---\nmode: notify\n---\ny\n', {title: 'x', body: '---\nmode: notify\n---\ny'}],
])('archiveDispatch: %s -> every byte is kept, and what is shown is derived from them', (_name, text, read) => {
	write(run.dispatchFile, text);
	const outbox = readOutbox(run);
	archiveDispatch(run, 1, outbox.type === 'found' && outbox.reading.ok ? outbox.reading.dispatch : {text: 'not read'});
	expect(fs.readFileSync(path.join(run.archivedDispatch(1), 'DISPATCH.md'), 'utf8')).toBe(text);
	expect(readArchivedDispatch(run, 1)).toMatchObject({
		number: 1, mode: 'pause', ...read, attachments: [],
	});
});

test('readArchivedDispatch: with a redactor -> title, body and choices without secrets; the file keeps them', () => {
	const text = '---\nmode: pause\ntitle: "Is SECRET right?"\nchoices: ["SECRET", {key: s, text: not SECRET}]\n---\nUse SECRET?\n';
	archiveDispatch(run, 1, {text});
	expect(readArchivedDispatch(run, 1, each => each.replaceAll('SECRET', '***'))).toEqual({
		number: 1, mode: 'pause', title: 'Is *** right?', body: 'Use ***?', choices: ['***', {key: 's', text: 'not ***'}], attachments: [],
	});
	expect(fs.readFileSync(path.join(run.archivedDispatch(1), 'DISPATCH.md'), 'utf8')).toBe(text);
});

test('nextDispatchNumber: the text lies in the history already, and the log does not know it -> its number again', () => {
	archiveDispatch(run, 3, question);
	expect([nextDispatchNumber(run, 2, questionText), nextDispatchNumber(run, 2, 'another'), nextDispatchNumber(run, 1, questionText)]).toEqual([3, 4, 4]);
});

test('missingDispatches: numbers of the log without a folder -> named', () => {
	archiveDispatch(run, 2, question);
	expect([missingDispatches(run, 0), missingDispatches(run, 3)]).toEqual([[], [1, 3]]);
});

test('archiveSummary: the end of a turn -> a summary with its facts in the frontmatter', () => {
	const summary = {
		message: '\nDone: the form.\nTests pass.\n', ticket: 't/TICKET-007.md', agent: 'codex', turn: 12, diffStats: {files: 3, insertions: 40, deletions: 2},
	};
	archiveSummary(run, 12, summary);
	archiveSummary(run, 12, summary);
	expect(fs.readFileSync(path.join(run.archivedDispatch(12), 'DISPATCH.md'), 'utf8')).toBe('---\nmode: turn_summary\nticket: t/TICKET-007.md\nagent: codex\nturn: 12\ndiff_stats:\n  files: 3\n  insertions: 40\n  deletions: 2\n---\n\nDone: the form.\nTests pass.\n');
	expect(readArchivedDispatch(run, 12)).toEqual({
		number: 12, mode: 'turn_summary', title: 'Done: the form.', body: 'Done: the form.\nTests pass.', attachments: [],
	});
});

test('readArchivedDispatch: none, one that cannot be read, one with broken YAML -> nothing, the reason, the whole text', () => {
	fs.mkdirSync(run.archivedDispatch(2), {recursive: true});
	fs.symlinkSync('/etc/hostname', path.join(run.archivedDispatch(2), 'DISPATCH.md'));
	fs.mkdirSync(run.archivedDispatch(3), {recursive: true});
	fs.writeFileSync(path.join(run.archivedDispatch(3), 'DISPATCH.md'), '---\ntitle: a: b\n---\nHelp');
	expect([1, 2, 3].map(number => readArchivedDispatch(run, number))).toEqual([
		undefined,
		{
			number: 2, mode: 'notify', title: 'DISPATCH.md is a symbolic link, which is not followed', body: '', attachments: [],
		},
		{
			number: 3, mode: 'notify', title: 'title: a: b', body: '---\ntitle: a: b\n---\nHelp', attachments: [],
		},
	]);
});

test('nextDispatchNumber, nextReplyNumber: log and folders -> one more than whichever is further', () => {
	expect([nextDispatchNumber(run, 0), nextDispatchNumber(run, 4)]).toEqual([1, 5]);
	for (const name of ['0002', '0009', '10000', '.0011.partial', '12', '00x1', '0000', '99999999999999999999']) {
		fs.mkdirSync(path.join(run.dispatchHistory, name), {recursive: true});
	}

	expect([nextDispatchNumber(run, 4), nextDispatchNumber(run, 20_000), nextReplyNumber(run, 3)]).toEqual([10_001, 20_001, 4]);
});
