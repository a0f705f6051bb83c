module mailer

go 1.26
