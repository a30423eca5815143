import config from '../../../vitest.config.js';

/** The suite over real agents: slower, and only where they are installed. */
const real = {
	test: {
		...config.test, include: ['test/agents/real/**/*.test.ts'], exclude: ['**/node_modules/**'], testTimeout: 90_000, hookTimeout: 60_000,
	},
};

export default real;
