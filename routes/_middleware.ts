import { define } from "@/define.ts";
import { csrfForPages, pageBodyLimit, pageFailures } from "@/lib/web/mod.ts";

/** Inside the error page's reach, so that a refused form is answered by a page. */
export default define.middleware([pageFailures(), csrfForPages(), pageBodyLimit()]);
