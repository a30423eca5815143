import fs from 'node:fs';
import path from 'node:path';

/** Every file below a folder, as repository paths. */
export const filesBelow = (root: string, folder: string): readonly string[] => fs.readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
	.map(name => path.posix.join(folder, name))
	.filter(name => /\.tsx?$/.test(name))
	.toSorted();

/** Answers what a file imports, directly or by way of others, as repository paths; what was read once is kept. */
export const importsOf = (root: string): (file: string) => ReadonlySet<string> => {
	const known = new Map<string, readonly string[]>();
	const direct = (file: string): readonly string[] => {
		const found = known.get(file);
		if (found !== undefined) {
			return found;
		}

		const text = fs.readFileSync(path.join(root, file), 'utf8');
		const imports = [...text.matchAll(/(?:from |import\()'(?<name>\.[^']+)\.js'/g)]
			.map(match => path.posix.join(path.posix.dirname(file), match.groups?.name ?? ''))
			.flatMap(name => [`${name}.ts`, `${name}.tsx`].filter(candidate => fs.existsSync(path.join(root, candidate))));
		known.set(file, imports);
		return imports;
	};

	return file => {
		const seen = new Set<string>();
		const waiting = [file];
		for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
			if (!seen.has(next)) {
				seen.add(next);
				waiting.push(...direct(next));
			}
		}

		return seen;
	};
};
