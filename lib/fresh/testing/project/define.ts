import { createDefine } from "fresh";

export interface State {
  title?: string;
  trail: string[];
}

export const define = createDefine<State>();
