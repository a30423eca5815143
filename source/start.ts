#!/usr/bin/env node
import {readFileSync} from 'node:fs';
import module, {createRequire} from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import vm from 'node:vm';

declare const CAR_VERSION: string;
/** The program's file beside this one. Its name holds the hash of its contents: compiled code can't meet another program. */
declare const CAR_PROGRAM: string;

/** The program as V8 compiled it when it was built; undefined where none was written down, or by another version of Node. */
const readCompiled = (file: string): vm.Script | undefined => {
	try {
		const script = new vm.Script(module.wrap(readFileSync(file, 'utf8')), {
			filename: file,
			cachedData: readFileSync(file.replace(/js$/, 'code')),
			importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
		});
		return script.cachedDataRejected === true ? undefined : script;
	} catch {
		return undefined;
	}
};

const start = (): void => {
	const file = path.join(path.dirname(fileURLToPath(import.meta.url)), CAR_PROGRAM);
	const require = createRequire(file);
	const compiled = readCompiled(file);
	if (compiled === undefined) {
		// Newer versions of Node write down by themselves what they compiled.
		(module as {enableCompileCache?: () => unknown}).enableCompileCache?.();
		require(file);
		return;
	}

	const run = compiled.runInThisContext() as (exports: unknown, require: NodeJS.Require, module: unknown, filename: string, folder: string) => void;
	const self = {exports: {}};
	run(self.exports, require, self, file, path.dirname(file));
};

if (process.argv.length === 3 && process.argv[2] === '--version') {
	process.stdout.write(`${CAR_VERSION}\n`);
} else {
	start();
}
