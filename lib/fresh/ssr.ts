import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { escapeAttribute } from "./escape.ts";
import { mergeHead } from "./head.ts";
import { HEAD_MARKER, withRenderState } from "./render_hooks.ts";
import { RenderState, type RenderTarget } from "./render_state.ts";
import { serializeProps } from "./serialize.ts";

/**
 * Renders a complete document: the page itself, the contents of `<Head>`, island props and the
 * script that hydrates them. Pages without islands and partials carry no script.
 * @throws {TypeError} when an island received a prop that cannot be serialised.
 */
export function renderDocument(page: VNode, target: RenderTarget): string {
  const state = new RenderState(target);
  return withRenderState(state, () => {
    let html = renderToString(page);
    html = place(
      html,
      /<\/body>\s*(<\/html>\s*)?$/,
      renderHiddenSlots(state) + renderBoot(state),
    );
    const head = mergeHead(state.baseHead, state.head).map((vnode) => renderToString(vnode));
    head.push(...preloadLinks(state));
    return "<!DOCTYPE html>" + insertHead(html, head.join(""));
  });
}

function place(html: string, before: RegExp, addition: string): string {
  if (addition === "") return html;
  const match = before.exec(html);
  return match ? html.slice(0, match.index) + addition + match[0] : html + addition;
}

function insertHead(html: string, head: string): string {
  if (html.includes(HEAD_MARKER)) return html.replace(HEAD_MARKER, () => head);
  if (head === "") return html;
  const opening = /^<html[^>]*>/.exec(html)?.[0] ?? "";
  const rest = html.slice(opening.length);
  // A fragment gets a body: without one, a parser would put a leading comment into the head.
  const body = opening || rest.startsWith("<body") ? rest : `<body>${rest}</body>`;
  return `${opening}<head>${head}</head>${body}`;
}

/** Slots that an island did not show yet travel in templates; rendering one may find more. */
function renderHiddenSlots(state: RenderState): string {
  let html = "";
  for (let id = 0; id < state.slots.length; id++) {
    const slot = state.slots[id];
    if (slot.isRendered) continue;
    slot.isRendered = true;
    html += `<template data-fresh-slot="${id}">` +
      renderToString(h("div", null, slot.children)).slice(5, -6) +
      "</template>";
  }
  return html;
}

function renderBoot(state: RenderState): string {
  const { snapshot, basePath, nonce } = state.target;
  const isLive = snapshot?.mode === "development";
  if (!snapshot || (!state.needsClient && !isLive)) return "";
  const page = {
    build: snapshot.buildId,
    islands: state.islandFiles(),
    props: serializeProps(state.islands),
    idBase: state.idBase,
    isLive,
  };
  const nonceAttribute = nonce ? ` nonce="${nonce}"` : "";
  const json = JSON.stringify(page).replaceAll("<", "\\u003c");
  const src = escapeAttribute(assetUrl(basePath, snapshot.buildId, "boot.js"));
  return `<script type="application/json" id="__FRSH_STATE"${nonceAttribute}>${json}</script>` +
    `<script type="module" src="${src}"${nonceAttribute}></script>`;
}

function preloadLinks(state: RenderState): string[] {
  const { snapshot, basePath } = state.target;
  if (!snapshot || !state.needsClient) return [];
  const entries = [
    "boot.js",
    ...new Set([...state.usedIslands.values()].map((i) => i.file)),
  ];
  const files = new Set(entries.flatMap((entry) => snapshot.preloads(entry)));
  return [...files].map((file) => {
    const href = escapeAttribute(assetUrl(basePath, snapshot.buildId, file));
    return `<link rel="modulepreload" href="${href}">`;
  });
}

function assetUrl(basePath: string, buildId: string, file: string): string {
  return `${basePath}/_fresh/js/${buildId}/${file}`;
}
