import {playQuarter} from '../../support/scenario/play-quarter.js';

playQuarter(2);
