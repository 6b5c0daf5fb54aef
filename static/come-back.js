// Opens the page that was asked for as soon as it can be reached: a phone may not tell that it is online.
const TRY_MS = 10_000;

addEventListener("online", () => location.reload());
setInterval(() => fetch("", { method: "HEAD" }).then(() => location.reload(), () => {}), TRY_MS);
