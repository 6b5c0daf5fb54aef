/** True for addresses whose callers are programs: they get JSON, never a page. */
export const isApiPath = (pathname: string) => /^\/(api|v1|ping)(\/|$)/.test(pathname);
