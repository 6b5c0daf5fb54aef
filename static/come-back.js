// Opens the page that was asked for as soon as it can be reached: a phone may not tell that it is online.
const TRY_MS = 10_000;

async function look() {
  const response = await fetch("", { method: "HEAD" }).catch(() => null);
  // What stands before a server that is away answers in its name, with a page that does not come back.
  if (response && response.status < 500) location.reload();
}

addEventListener("online", () => location.reload());
setInterval(look, TRY_MS);
