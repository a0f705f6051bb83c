module api

go 1.26
