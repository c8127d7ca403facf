/**
 * What a Word file says of itself beside its text: who saved it with what, the properties that programs left in it, its custom XML parts.
 *
 * In:  an opened package. Out: plain strings, trimmed, and bounded by the package. All of it may be untrue.
 */
import type { WordPackage } from './package.js';
import type { WordAbout } from './types.js';
import { type WordElement } from './xml.js';

/** Elements of namespaces that this room has no prefix for are `?:name`. */
const local = ({ name }: WordElement): string => name.slice(name.indexOf(':') + 1);

export function aboutOf(parts: WordPackage): WordAbout {
  const related = [...parts.related('').values()].filter(({ isExternal }) => !isExternal);
  const rootOf = (type: string): WordElement | undefined => {
    const found = related.find((one) => one.type === type);
    return found && parts.root(found.target);
  };
  const said = (root: WordElement | undefined, name: string): string | undefined => {
    const text = root?.children.find((child) => local(child) === name)?.text.trim();
    return text === '' ? undefined : text;
  };
  const app = rootOf('extended-properties');
  const core = rootOf('core-properties');
  const properties = new Map<string, string>();
  for (const property of rootOf('custom-properties')?.children ?? []) {
    const name = property.attributes['name'];
    const value = property.children.find((child) => local(child) === 'lpwstr' || local(child) === 'bstr');
    if (name !== undefined && value && !properties.has(name)) properties.set(name, value.text);
  }
  const data = [...parts.related(parts.main).values()].flatMap(({ type, target, isExternal }) => {
    const root = type === 'customXml' && !isExternal ? parts.root(target) : undefined;
    return root ? [{ root: local(root), text: root.text }] : [];
  });
  const told = {
    application: said(app, 'Application'),
    applicationVersion: said(app, 'AppVersion'),
    lastModifiedBy: said(core, 'lastModifiedBy'),
    modified: said(core, 'modified'),
  };
  return { ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)), properties, data };
}
