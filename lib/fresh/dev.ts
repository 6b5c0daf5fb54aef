/**
 * Build side of the framework: bundles islands and prepares static files.
 * @module
 */
export { Builder } from "./builder/builder.ts";
export type { BuildOptions, ResolvedBuildConfig } from "./builder/config.ts";
export type { OnTransformArgs, OnTransformOptions, TransformFn } from "./builder/transform.ts";
