// In: the modules of the program, with their types. Out: their text with loops over arrays by index, and elements taken out of arrays by index. Never touches what may be another iterable.
//
// The language walks arrays through an iterator and makes an object for each step. In code that runs for long that is optimized away; a short run is over before, and a
// seventh of all that it allocated were such objects.
import ts from "typescript";

/** Arrays with fields of their own. */
const MATCHES = new Set(["RegExpExecArray", "RegExpMatchArray"]);

/** Path, and what stands in place of some of its expressions → the text of the module; of all modules in the folders of `include`. */
export function indexLoops(root, include) {
  const { config } = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent({ ...config, include }, ts.sys, root);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const isArray = (node) => {
    const type = checker.getTypeAtLocation(node);
    return (type.isUnion() ? type.types : [type]).every(
      (one) => checker.isArrayType(one) || checker.isTupleType(one) || MATCHES.has(one.symbol?.name),
    );
  };
  return (path, changes = []) => {
    const source = program.getSourceFile(path.replaceAll("\\", "/"));
    if (source === undefined) throw new Error(`scripts/index-loops.mjs: ${path} is not part of the program`);
    const others = new Map(changes.map(({ start, end, other }) => [`${start}:${end}`, other]));
    return print(source, source, isArray, others);
  };
}

/** The text of a node with the space and comments before it. */
function print(node, source, isArray, others) {
  const { text } = source;
  const lead = () => text.slice(node.pos, node.getStart(source));
  const other = others.get(`${node.getStart(source)}:${node.end}`);
  if (other !== undefined) return lead() + other;
  const inner = (child) => print(child, source, isArray, others);
  if (isLoop(node) && isArray(node.expression)) {
    const { initializer, expression, statement, pos } = node;
    const [{ name }] = initializer.declarations;
    const [list, at] = [`list$${pos}`, `at$${pos}`];
    return `${lead()}for (var ${at} = 0, ${list} =${inner(expression)}; ${at} < ${list}.length; ${at}++) { const ${inner(name)} = ${list}[${at}]; ${inner(statement)} }`;
  }
  if (ts.isArrayBindingPattern(node) && isPlain(node) && isArray(node)) {
    const fields = node.elements.flatMap((element, index) =>
      ts.isOmittedExpression(element) ? [] : [`${index}:${inner(element)}`],
    );
    return `${lead()}{ ${fields.join(", ")} }`;
  }
  let printed = "";
  let at = node.pos;
  ts.forEachChild(node, (child) => {
    printed += text.slice(at, child.pos) + inner(child);
    at = child.end;
  });
  return printed + text.slice(at, node.end);
}

function isLoop(node) {
  if (!ts.isForOfStatement(node) || node.awaitModifier !== undefined) return false;
  return ts.isVariableDeclarationList(node.initializer) && (node.initializer.flags & ts.NodeFlags.Const) !== 0;
}

/** Without a rest, which has to be a list again. */
function isPlain({ elements }) {
  return elements.every((element) => ts.isOmittedExpression(element) || element.dotDotDotToken === undefined);
}
