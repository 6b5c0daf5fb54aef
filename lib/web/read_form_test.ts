import assert from "node:assert/strict";
import { readForm } from "./read_form.ts";
import { RequestError } from "./request_error.ts";

const post = (type: string, body: string) =>
  new Request("http://x/", { method: "POST", body, headers: { "content-type": type } });
const refusal = (type: string, body: string) =>
  readForm(post(type, body)).then(() => 200, (error: unknown) => {
    assert.ok(error instanceof RequestError);
    return error.status;
  });

Deno.test("both types of form are read", async () => {
  const plain = await readForm(
    post("application/x-www-form-urlencoded; charset=UTF-8", "a=1&b=%C3%A4"),
  );
  assert.deepEqual([...plain], [["a", "1"], ["b", "ä"]]);
  const parts = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n';
  assert.equal((await readForm(post("multipart/form-data; boundary=x", parts))).get("a"), "1");
});

Deno.test("what is no form is 415, a form that cannot be read is 400", async () => {
  assert.equal(await refusal("text/plain", "a=1"), 415);
  assert.equal(await refusal("application/json", "{}"), 415);
  assert.equal(await refusal("", ""), 415);
  assert.equal(await refusal("multipart/form-data", "x"), 400);
});
