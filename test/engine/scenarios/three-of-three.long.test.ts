import {playThird} from '../../support/scenario/play-third.js';

playThird(2);
