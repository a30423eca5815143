#!/usr/bin/env node
console.log('car');
