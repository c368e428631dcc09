using Support.Api;

SupportApi.Create(args).Run();
