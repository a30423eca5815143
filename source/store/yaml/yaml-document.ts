import {
	isScalar, parseDocument, visit, YAMLParseError, type Document, type LineCounter,
} from 'yaml';
import {isTooDeep} from './yaml-depth.js';

/** Keys that stand twice in one mapping. The parser's own look compares each key with each, which takes it half a minute over 64 KiB of keys. */
const addDuplicates = (document: Document.Parsed): void => {
	visit(document, {
		Map(_key, map) {
			const seen = new Set<string>();
			for (const {key} of map.items) {
				const name = isScalar(key) ? String(key.value) : undefined;
				if (name !== undefined && isScalar(key) && key.range && seen.has(name)) {
					document.errors.push(new YAMLParseError([key.range[0], key.range[1]], 'DUPLICATE_KEY', 'Map keys must be unique'));
				} else if (name !== undefined) {
					seen.add(name);
				}
			}
		},
	});
};

/**
 * The only door to the parser: YAML 1.2 core, mistakes (keys that stand twice among them) in `errors`. Undefined when it is nested too deeply for any parser.
 * What throws besides (aliases without end) is thrown when the document is made into values.
 */
export const parseYamlDocument = (text: string, lineCounter?: LineCounter): Document.Parsed | undefined => {
	if (isTooDeep(text)) {
		return undefined;
	}

	// `silent` would swallow syntax errors as well.
	const document = parseDocument(text, {
		version: '1.2', schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'error', merge: false, strict: true, ...(lineCounter && {lineCounter}),
	});
	addDuplicates(document);
	return document;
};
