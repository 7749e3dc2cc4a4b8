// file: server/mail.js
const nodemailer = require("nodemailer");
// signal: message-sent channel="mail" template="Your order" symbol="shipped"
const shipped = async (order) => transport.sendMail({ to: order.email, subject: "Your order" });
res.send("no mail");
// file: server/push.ts
import admin from "firebase-admin";
export function ping(token: string) {
    return admin.messaging().send({ token }); // signal: message-sent channel="push" symbol="ping"
}
// file: server/ses.ts
import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
await client.send(new SendEmailCommand(params)); // signal: message-sent channel="mail"
