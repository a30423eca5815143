import config from '../../../vitest.config.js';

/** The suite over real agents: slower, and only where they are installed. */
const real = {
	test: {
		...config.test, include: ['test/agents/real/**/*.test.ts', 'test/agents/codex/fuzz.test.ts'], env: {FUZZ_MESSAGES: '100000'}, exclude: ['**/node_modules/**'], testTimeout: 90_000, hookTimeout: 60_000,
		// A program of others on a busy machine; a second try is shown as one.
		retry: 1,
	},
};

export default real;
