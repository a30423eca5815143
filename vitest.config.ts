import process from 'node:process';

// The terminal tests start real programs, which inherit this environment: Ink paints only its last frame when it believes it runs in CI, and colours are for each test to say.
for (const name of Object.keys(process.env)) {
	if (name === 'CI' || name === 'CONTINUOUS_INTEGRATION' || name.startsWith('CI_') || name === 'NO_COLOR' || name === 'FORCE_COLOR') {
		Reflect.deleteProperty(process.env, name);
	}
}

const config = {
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		// Those start real agents, which are installed on demand: `npm run test:codex`.
		exclude: ['**/node_modules/**', 'test/agents/real/**'],
		globalSetup: ['test/support/temp-home.ts', 'test/support/build-once.ts'],
		testTimeout: 30_000,
		hookTimeout: 30_000,
		allowOnly: false,
		// Processes, not threads: tests start ptys, change their working folder and their umask.
		pool: 'forks',
		maxWorkers: 2,
	},
};

export default config;
