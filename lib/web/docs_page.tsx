export function docsPage(_: unknown) {
  return null;
}
