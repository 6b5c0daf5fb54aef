import { define } from "../../define.ts";
import { Local } from "./(_islands)/Local.tsx";

export default define.page(() => <Local text="grouped" />);
