import process from 'node:process';

// The terminal tests start real programs, which inherit this environment: Ink paints only its last frame when it believes it runs in CI, and colours are for each test to say.
for (const name of Object.keys(process.env)) {
	if (name === 'CI' || name === 'CONTINUOUS_INTEGRATION' || name.startsWith('CI_') || name === 'NO_COLOR' || name === 'FORCE_COLOR') {
		Reflect.deleteProperty(process.env, name);
	}
}

// What the tests expect of a clock's time is written in this zone, in their own process and in those they start.
process.env.TZ = 'UTC';

const config = {
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		// Real agents are installed on demand: `npm run test:codex`. What kills whole programs or plays them at a human's pace is long: `npm run test:long`.
		exclude: ['**/node_modules/**', 'test/agents/real/**', 'test/**/*.long.test.ts'],
		globalSetup: ['test/support/temp-home.ts'],
		// Long enough for a machine that does other things as well; what a test waits for has limits of its own.
		testTimeout: 300_000,
		hookTimeout: 300_000,
		allowOnly: false,
		// Processes, not threads: tests start ptys, change their working folder and their umask.
		pool: 'forks',
		// A file leaves nothing behind in its process, so the next one need not load everything again.
		isolate: false,
		// Twice the cores: most of the time is spent waiting for processes.
		maxWorkers: 4,
	},
};

export default config;
