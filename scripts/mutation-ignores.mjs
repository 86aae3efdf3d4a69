// What mutation testing passes over: literals that hold a space. They are words for people, and SQL; a test that held
// each of them letter by letter would be a copy of the source. Codes, names and ids have no spaces and are mutated.
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const holdsSpace = (path) => {
  if (path.isStringLiteral()) return / /.test(path.node.value);
  if (path.isTemplateLiteral()) return path.node.quasis.some((quasi) => / /.test(quasi.value.raw));
  return false;
};

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'words', {
    shouldIgnore(path) {
      return holdsSpace(path) ? 'words for people' : undefined;
    },
  }),
];
