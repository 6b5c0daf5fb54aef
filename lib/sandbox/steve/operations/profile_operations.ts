import { z } from "zod";
import { idTagSchema, integerSchema, optional } from "../http/body.ts";
import { badRequest } from "../http/errors.ts";
import { decideTag } from "../rules/authorize.ts";
import type { TagRow } from "../store/tags.ts";
import { profileBody, requireProfile, requireTags } from "./eligibility.ts";
import { choice, defined, ocppTime, operation, type OperationParser } from "./operation.ts";

const PURPOSES = ["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"] as const;
const listSchema = optional(z.array(idTagSchema(40))).transform((list) => list ?? []);

/** Operations about charging profiles and the station's own list of tags. */
export const profileOperations: Record<string, OperationParser> = {
  SetChargingProfile: operation({
    body: {
      connectorId: integerSchema.pipe(z.number().min(0)),
      chargingProfilePk: integerSchema,
      transactionId: optional(integerSchema),
    },
    check: (body, _stations, context) => void requireProfile(body.chargingProfilePk, context),
    call: (body, _station, context) => ({
      method: "SetChargingProfile",
      params: {
        connectorId: body.connectorId,
        csChargingProfiles: profileBody(
          requireProfile(body.chargingProfilePk, context),
          body.transactionId,
        ),
      },
    }),
  }),
  ClearChargingProfile: operation({
    body: {
      filterType: choice(["ChargingProfileId", "OtherParameters"], "ChargingProfileId"),
      chargingProfilePk: optional(integerSchema),
      connectorId: optional(integerSchema),
      chargingProfilePurpose: optional(z.enum(PURPOSES)),
      stackLevel: optional(integerSchema),
    },
    check: (body, _stations, context) => {
      if (body.filterType === "OtherParameters") return;
      if (body.chargingProfilePk === undefined) throw badRequest();
      requireProfile(body.chargingProfilePk, context);
    },
    call: (body, _station, context) => ({
      method: "ClearChargingProfile",
      params: body.filterType === "ChargingProfileId"
        ? {
          id: profileBody(requireProfile(body.chargingProfilePk ?? 0, context)).chargingProfileId,
        }
        : defined({
          connectorId: body.connectorId,
          chargingProfilePurpose: body.chargingProfilePurpose,
          stackLevel: body.stackLevel,
        }),
    }),
  }),
  GetCompositeSchedule: operation({
    body: {
      connectorId: integerSchema.pipe(z.number().min(0)),
      durationInSeconds: integerSchema.pipe(z.number().min(1)),
      chargingRateUnit: optional(z.enum(["A", "W"])),
    },
    call: (body) => ({
      method: "GetCompositeSchedule",
      params: defined({
        connectorId: body.connectorId,
        duration: body.durationInSeconds,
        chargingRateUnit: body.chargingRateUnit,
      }),
      respond: (result) => result,
    }),
  }),
  GetLocalListVersion: operation({
    body: {},
    call: () => ({
      method: "GetLocalListVersion",
      params: {},
      respond: (result) => z.object({ listVersion: z.number() }).parse(result).listVersion,
    }),
  }),
  SendLocalList: operation({
    body: {
      listVersion: integerSchema,
      updateType: choice(["Full", "Differential"], "Full"),
      sendEmptyListWhenFull: optional(z.boolean()),
      addUpdateList: listSchema,
      deleteList: listSchema,
    },
    check: (body, _stations, context) => {
      const isNothing = body.addUpdateList.length === 0 && body.deleteList.length === 0;
      if (body.updateType === "Differential" && isNothing) throw badRequest();
      requireTags([...body.addUpdateList, ...body.deleteList], context);
    },
    call: (body, _station, context) => {
      const entry = (tag: TagRow) => ({
        idTag: tag.id_tag,
        idTagInfo: defined({
          status: decideTag(tag, { onStart: false, nowMs: context.nowMs }),
          expiryDate: ocppTime(tag.expiry_ms ?? undefined),
          parentIdTag: tag.parent_id_tag ?? undefined,
        }),
      });
      const added = body.updateType === "Full" && body.addUpdateList.length === 0
        ? (body.sendEmptyListWhenFull ? [] : context.store.tags.all())
        : requireTags(body.addUpdateList, context);
      const removed = body.updateType === "Full" ? [] : body.deleteList;
      return {
        method: "SendLocalList",
        params: {
          listVersion: body.listVersion,
          updateType: body.updateType,
          localAuthorizationList: [...added.map(entry), ...removed.map((idTag) => ({ idTag }))],
        },
      };
    },
  }),
};
