using Fraud.Api;

FraudApi.Create(args).Run();
