/** Query parameter that carries the build id, and with it a lifetime of one year. */
export const ASSET_KEY = "__frsh_c";

/** Adds the build id to a path of this site; other URLs and already locked ones stay as they are. */
export function lockAsset(path: string, buildId: string, basePath = ""): string {
  if (
    !path.startsWith("/") || path.startsWith("//") ||
    path.includes(`${ASSET_KEY}=`)
  ) return path;
  const [beforeHash, hash] = split(path, "#");
  const separator = beforeHash.includes("?") ? "&" : "?";
  const prefix = basePath && !path.startsWith(basePath + "/") ? basePath : "";
  return `${prefix}${beforeHash}${separator}${ASSET_KEY}=${buildId}${hash}`;
}

/** Does the same for every URL of a `srcset` attribute. */
export function lockSrcSet(srcset: string, buildId: string, basePath = ""): string {
  return srcset.split(",").map((candidate) => {
    const [, space, url, rest] = /^(\s*)(\S+)(.*)$/s.exec(candidate) ?? [];
    return url ? space + lockAsset(url, buildId, basePath) + rest : candidate;
  }).join(",");
}

function split(text: string, mark: string): [string, string] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index)];
}
