/**
 * How the manifest of an output folder is called.
 *
 * In:  nothing. Out: the name; by itself, since who only looks whether it stands needs no shapes.
 */
export const manifestName = 'manifest.json';
