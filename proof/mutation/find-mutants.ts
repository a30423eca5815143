import ts from 'typescript';

/** One small bug: the text from `start` to `end` of a file becomes `replacement`. */
export type Mutant = {
	readonly file: string;
	readonly line: number;
	readonly start: number;
	readonly end: number;
	readonly original: string;
	readonly replacement: string;
};

/** What stands for an operator; each is a mistake that people make. */
const others: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
	[ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
	[ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
	[ts.SyntaxKind.LessThanToken, ['<=', '>=']],
	[ts.SyntaxKind.LessThanEqualsToken, ['<', '>']],
	[ts.SyntaxKind.GreaterThanToken, ['>=', '<=']],
	[ts.SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
	[ts.SyntaxKind.AmpersandAmpersandToken, ['||']],
	[ts.SyntaxKind.BarBarToken, ['&&']],
	[ts.SyntaxKind.MinusToken, ['+']],
	[ts.SyntaxKind.AsteriskToken, ['/']],
	[ts.SyntaxKind.SlashToken, ['*']],
]);

/** A node and the text that could stand in its place. */
type Change = readonly [node: ts.Node, replacement: string];

const isReturned = (node: ts.Node): boolean =>
	ts.isReturnStatement(node.parent) || (ts.isArrowFunction(node.parent) && node.parent.body === node) || (ts.isConditionalExpression(node.parent) && node.parent.condition !== node);

/** What could stand in the place of a node, or of a part of it. */
const changesOf = (node: ts.Node, text: (node: ts.Node) => string): readonly Change[] => {
	if (ts.isBinaryExpression(node)) {
		const {left, operatorToken, right} = node;
		const swapped = (others.get(operatorToken.kind) ?? []).map((other): Change => [operatorToken, other]);
		switch (operatorToken.kind) {
			case ts.SyntaxKind.QuestionQuestionToken: {
				return [[node, text(right)]];
			}

			case ts.SyntaxKind.AmpersandAmpersandToken:
			case ts.SyntaxKind.BarBarToken: {
				return [...swapped, [node, text(left)], [node, text(right)]];
			}

			case ts.SyntaxKind.PlusToken: {
				// A sum of numbers: texts are put together by templates here.
				return ts.isNumericLiteral(right) || ts.isNumericLiteral(left) ? [[operatorToken, '-']] : [];
			}

			default: {
				return swapped;
			}
		}
	}

	if (ts.isIfStatement(node)) {
		return [[node.expression, `!(${text(node.expression)})`], [node.expression, 'false']];
	}

	if (ts.isConditionalExpression(node)) {
		return [[node, `(${text(node.whenTrue)})`], [node, `(${text(node.whenFalse)})`]];
	}

	if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
		return [[node, text(node.operand)]];
	}

	if (ts.isNumericLiteral(node) && !ts.isLiteralTypeNode(node.parent)) {
		const value = Number(node.text);
		return value === 0 ? [[node, '1']] : [[node, String(value + 1)], [node, String(value - 1)]];
	}

	if ((node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) && !ts.isLiteralTypeNode(node.parent)) {
		return [[node, node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true']];
	}

	if ((ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) && isReturned(node) && text(node) !== '\'\'') {
		return [[node, '\'\'']];
	}

	if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) {
		return ts.isObjectLiteralExpression(node.parent) && node.parent.properties[0] === node ? [] : [[node, ts.isSpreadElement(node) ? '...[]' : '...{}']];
	}

	return [];
};

/** Every small bug that a source could have: comparisons, conditions and signs turned round, branches dropped, numbers off by one, texts emptied. */
export const findMutants = (file: string, source: string): readonly Mutant[] => {
	const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, true);
	const text = (node: ts.Node): string => node.getText(tree);
	const found: Mutant[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
			return;
		}

		for (const [target, replacement] of changesOf(node, text)) {
			const start = target.getStart(tree);
			found.push({
				file, line: tree.getLineAndCharacterOfPosition(start).line + 1, start, end: target.getEnd(), original: text(target), replacement,
			});
		}

		ts.forEachChild(node, visit);
	};

	visit(tree);
	return found;
};

/** The source with the bug in it. */
export const mutated = (source: string, {start, end, replacement}: Mutant): string => source.slice(0, start) + replacement + source.slice(end);
