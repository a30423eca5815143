import type {UsageLimit} from '../../domain/event/agent-event.js';
import type {RateLimits} from './protocol.js';

const windowName = (minutes: number | null | undefined): string => {
	if (typeof minutes !== 'number' || minutes <= 0) {
		return 'limit';
	}

	if (minutes % 1440 === 0) {
		return minutes === 10_080 ? 'week' : `${minutes / 1440} d`;
	}

	return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
};

/** What codex reports of the account's limits, the shorter window first; nothing of providers that report none. */
export const describeLimits = (limits: RateLimits | undefined): readonly UsageLimit[] => [limits?.primary, limits?.secondary].flatMap(window => window === null || window === undefined
	? []
	: [{
		name: windowName(window.windowDurationMins),
		used_percent: window.usedPercent,
		resets_at: typeof window.resetsAt === 'number' && window.resetsAt < 1e11 ? new Date(window.resetsAt * 1000).toISOString() : null,
	}]);
