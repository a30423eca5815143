const config = {
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		globalSetup: ['test/support/build-once.ts'],
		testTimeout: 30_000,
		pool: 'threads',
		maxWorkers: 2,
	},
};

export default config;
