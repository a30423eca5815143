import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** What a scenario writes into a file: its text, a part that is repeated, bytes, or a link. */
export type FileContent = string | {
	readonly text?: string;
	readonly repeat?: number;
	readonly base64?: string;
	readonly symlink?: string;
	readonly mode?: string | number;
};

/** One thing that the agent or the human does; the fields depend on `op`. */
export type Operation = {
	readonly op: string;
	readonly path?: string;
	readonly from?: string;
	readonly to?: string;
	readonly text?: string;
	readonly base64?: string;
	readonly symlink?: string;
	readonly find?: string;
	readonly with?: string;
	readonly lines?: readonly string[];
	readonly value?: boolean;
	readonly args?: readonly string[];
	readonly check?: boolean;
	readonly message?: string;
	readonly no_verify?: boolean;
	readonly name?: string;
	readonly seq?: number;
	readonly attachments?: Readonly<Record<string, FileContent>>;
	readonly set?: Readonly<Record<string, unknown>>;
};

/** One turn of the scripted agent. */
export type ScriptedTurn = {
	readonly actions?: readonly Operation[];
	readonly text?: string;
	readonly error?: string;
	readonly raise?: string;
	readonly conversation_id?: string;
};

/** A story of tickets, turns and what a human does in between, as data. Paths are repository paths; `{T}`, `{RUN}` and `{TICKET}` stand for folders and the current ticket. */
export type Scenario = {
	readonly name: string;
	readonly title: string;
	readonly git?: boolean | 'empty';
	readonly ignore_car?: boolean;
	readonly tickets_dir?: boolean;
	readonly files?: Readonly<Record<string, FileContent>>;
	readonly setup?: readonly Operation[];
	readonly config?: Readonly<Record<string, unknown>>;
	readonly turns?: readonly ScriptedTurn[];
	readonly default_turn?: ScriptedTurn;
	/** What the human does after so many steps. */
	readonly between?: Readonly<Record<string, readonly Operation[]>>;
	readonly max_steps?: number;
};

const folder = path.join(import.meta.dirname, '../../fixtures/scenarios');

export const scenarioNames = (): readonly string[] =>
	readdirSync(folder).filter(name => name.endsWith('.json') && !name.endsWith('.expected.json')).map(name => name.slice(0, -5)).toSorted();

export const readScenario = (name: string): Scenario => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Scenario;

/** The trace the project stands for. */
export const readExpected = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, `${name}.expected.json`), 'utf8'));
