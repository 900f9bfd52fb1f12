// Sends as many letters as are asked for through a pool, and prints the seconds that it took.
import { readFileSync } from "node:fs";
import nodemailer from "nodemailer";

const asked = JSON.parse(process.argv[2]);
const transport = nodemailer.createTransport({
  pool: true,
  maxConnections: asked.connections,
  maxMessages: Infinity,
  host: asked.host,
  port: asked.port,
  secure: false,
  ignoreTLS: !asked.ca,
  requireTLS: Boolean(asked.ca),
  tls: asked.ca ? { ca: readFileSync(asked.ca) } : undefined,
  auth: asked.user ? { user: asked.user, pass: asked.password } : undefined,
});
const began = performance.now();
await Promise.all(
  Array.from({ length: asked.letters }, (_, number) => {
    const text = asked.text.replace("{}", number);
    return transport.sendMail({
      from: "Отдел уведомлений <notify@firma.local>",
      to: `Иванов Иван Петрович <${asked.to}>`,
      subject: `Совещание переносится, письмо ${number}`,
      text,
      html: `<p>${text.replaceAll("\n\n", "</p><p>")}</p>`,
    });
  }),
);
console.log((performance.now() - began) / 1000);
transport.close();
