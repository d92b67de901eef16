// Package mail sends messages by e-mail: receipts and decisions to visitors,
// and to the institution what visitors sent (S6, M4).
//
// A Composer writes letters in the reader's language as jobs of the queue mail,
// stored with what caused them. A Sender's Run takes such a job to the mail
// server; the letter is in the job and nowhere else, so it is gone when it was
// sent. What the server refuses for good becomes a dead letter, anything else is
// tried again.
//
// Nothing that an unknown visitor typed goes into a letter to an address that
// the same visitor named: a form must not be a way to send words to strangers.
// No value with a line break reaches a header. The server's password is in no
// error and no log.
package mail
