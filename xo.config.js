/** @type {import('xo').FlatXoConfig} */
const config = [
	{ignores: ['dist/**', 'coverage/**', 'test/fixtures/**']},
	{
		rules: {
			// The contract's JSON has nulls.
			'unicorn/no-null': 'off',
			'@typescript-eslint/no-restricted-types': 'off',
			// The domain says `params`, `args`, `env` as the field does.
			'unicorn/prevent-abbreviations': 'off',
			// Event fields are snake_case because they are the file format.
			'@typescript-eslint/naming-convention': 'off',
			camelcase: 'off',
			// One clear order of statements beats a rule about where a constant stands.
			'@stylistic/max-len': 'off',
			'no-await-in-loop': 'off',
			'unicorn/no-array-reduce': 'off',
			'unicorn/no-process-exit': 'off',
			'n/prefer-global/process': 'off',
			'unicorn/prefer-top-level-await': 'off',
			'import-x/extensions': 'off',
			'no-control-regex': 'off',
			// Esbuild's filters are Go expressions, and most of ours are ASCII on purpose.
			'require-unicode-regexp': 'off',
			// What the type checker can't follow (`ErrnoException`, JSON that was just validated) is said with `as`; `any` and `!` stay forbidden.
			'@typescript-eslint/no-unsafe-type-assertion': 'off',
			// Every switch over a union ends with `default: return x satisfies never`.
			'@typescript-eslint/switch-exhaustiveness-check': ['error', {allowDefaultCaseForExhaustiveSwitch: true, considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false}],
			// The import law knows the packages, and esbuild's target what Node can do; these two look everything up again for each file.
			'n/no-extraneous-import': 'off',
			'unicorn/no-unnecessary-polyfills': 'off',
			// So do the type checker and the import law for these, and there is no page with elements.
			'import-x/namespace': 'off',
			'import-x/no-cycle': 'off',
			'import-x/no-extraneous-dependencies': 'off',
			'@typescript-eslint/no-redeclare': 'off',
			'unicorn/prefer-add-event-listener': 'off',
			'unicorn/prefer-dom-node-text-content': 'off',
			'unicorn/prefer-keyboard-event-key': 'off',
			complexity: 'off',
			'max-params': 'off',
			'max-lines': 'off',
		},
	},
	{
		files: ['test/**', 'proof/**', 'bench/**'],
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'@typescript-eslint/strict-void-return': 'off',
		},
	},
];

export default config;
