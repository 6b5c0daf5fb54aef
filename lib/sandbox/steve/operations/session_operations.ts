import { z } from "zod";
import { dateSchema, idTagSchema, integerSchema, optional } from "../http/body.ts";
import { ApiError, badRequest } from "../http/errors.ts";
import { profileBody, requireEligibleTag, requireProfile } from "./eligibility.ts";
import { defined, operation, type OperationParser } from "./operation.ts";

const statusSchema = z.object({ status: z.string() });

/** Operations about one session, reservation or connector. */
export const sessionOperations: Record<string, OperationParser> = {
  RemoteStartTransaction: operation({
    isSingle: true,
    body: {
      idTag: idTagSchema(40),
      connectorId: optional(integerSchema),
      chargingProfilePk: optional(integerSchema),
    },
    check: (body, _stations, context) => {
      requireEligibleTag(body.idTag, context);
      if (body.chargingProfilePk !== undefined) requireProfile(body.chargingProfilePk, context);
    },
    call: (body, _station, context) => ({
      method: "RemoteStartTransaction",
      params: defined({
        idTag: body.idTag,
        connectorId: body.connectorId || undefined,
        chargingProfile: body.chargingProfilePk === undefined
          ? undefined
          : profileBody(requireProfile(body.chargingProfilePk, context)),
      }),
    }),
  }),
  RemoteStopTransaction: operation({
    isSingle: true,
    body: { transactionId: integerSchema },
    check: (body, stations, { store }) => {
      const tx = store.transactions.byId(body.transactionId);
      const isHere = stations.some((station) => station.pk === tx?.charge_box_pk);
      if (!tx || tx.stop_ms !== null || !isHere) {
        throw new ApiError(400, "This transaction is not active at this station.");
      }
    },
    call: (body) => ({
      method: "RemoteStopTransaction",
      params: { transactionId: body.transactionId },
    }),
  }),
  UnlockConnector: operation({
    isSingle: true,
    body: { connectorId: integerSchema.pipe(z.number().min(1)) },
    call: (body) => ({ method: "UnlockConnector", params: { connectorId: body.connectorId } }),
  }),
  ReserveNow: operation({
    isSingle: true,
    body: {
      connectorId: integerSchema.pipe(z.number().min(0)),
      expiry: dateSchema,
      idTag: idTagSchema(40),
    },
    check: (body, _stations, context) => {
      if (body.expiry <= context.nowMs) throw badRequest();
      requireEligibleTag(body.idTag, context);
    },
    call: (body, station, context) => {
      const { store, nowMs } = context;
      const tag = requireEligibleTag(body.idTag, context);
      const reservationId = store.reservations.insert({
        stationPk: station.pk,
        connectorId: body.connectorId,
        tagPk: tag.pk,
        startMs: nowMs,
        expiryMs: body.expiry,
      });
      return {
        method: "ReserveNow",
        params: defined({
          connectorId: body.connectorId,
          expiryDate: new Date(body.expiry).toISOString(),
          idTag: body.idTag,
          parentIdTag: tag.parent_id_tag ?? undefined,
          reservationId,
        }),
        respond: (result) => {
          const { status } = statusSchema.parse(result);
          if (status === "Accepted") store.reservations.setStatus(reservationId, "ACCEPTED");
          else store.reservations.remove(reservationId);
          return status;
        },
        onFailure: () => store.reservations.remove(reservationId),
      };
    },
  }),
  CancelReservation: operation({
    isSingle: true,
    body: { reservationId: integerSchema },
    check: (body, stations, { store }) => {
      const reservation = store.reservations.byId(body.reservationId);
      const isHere = stations.some((station) => station.pk === reservation?.charge_box_pk);
      if (!reservation || !isHere || !["WAITING", "ACCEPTED"].includes(reservation.status)) {
        throw new ApiError(400, "This reservation is not active at this station.");
      }
    },
    call: (body, _station, { store }) => ({
      method: "CancelReservation",
      params: { reservationId: body.reservationId },
      respond: (result) => {
        const { status } = statusSchema.parse(result);
        if (status === "Accepted") store.reservations.setStatus(body.reservationId, "CANCELLED");
        return status;
      },
    }),
  }),
};
