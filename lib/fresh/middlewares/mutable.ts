/**
 * A response whose headers can be changed. Those of `fetch()` and `Response.redirect()` are
 * read-only and are copied; a WebSocket upgrade can be neither copied nor changed and is null.
 */
export function mutable(response: Response): Response | null {
  if (response.status === 101) return null;
  try {
    // Deleting what is not there changes nothing, and throws where nothing may be changed.
    response.headers.delete("x-fresh-absent");
    return response;
  } catch {
    return new Response(response.body, response);
  }
}
