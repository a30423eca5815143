import config from '../vitest.config.js';

/** `npm run test:long`: what kills whole programs or plays them at a human's pace. */
const longTests = {test: {...config.test, include: ['test/**/*.long.test.ts'], exclude: ['**/node_modules/**']}};

export default longTests;
